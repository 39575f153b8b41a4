package dev.releasegate.service;

import dev.releasegate.process.MarkedProcesses;
import dev.releasegate.process.ProcessIdentity;
import dev.releasegate.record.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where it can be seen which processes carry a mark. */
sealed interface Traces {
    /** The variable that holds the mark in the environment of all that is started, and of all that those start. */
    String VARIABLE = "RELEASE_GATE_LEASE";

    /** The best that this machine has. */
    static Traces of(Path folder) {
        return MarkedProcesses.areTold() ? new InEnvironment() : new InFile(folder.resolve("lease"));
    }

    /** All that carry a mark. */
    List<Trace> found() throws IOException;

    /** Keeps that a service was started. */
    void keep(Mark mark, ProcessIdentity service) throws IOException;

    /** Forgets it, once it has ended. */
    void forget() throws IOException;

    /** One process that carries a mark. */
    record Trace(Mark mark, ProcessIdentity process) {}

    /** In the processes themselves: nobody can remove it, and it is gone when they are. */
    record InEnvironment() implements Traces {
        @Override
        public List<Trace> found() throws IOException {
            List<Trace> found = new ArrayList<>();
            MarkedProcesses.by(VARIABLE)
                    .forEach((process, value) ->
                            Mark.parse(value).ifPresent(mark -> found.add(new Trace(mark, process))));
            return found;
        }

        @Override
        public void keep(Mark mark, ProcessIdentity service) {
            // it carries it
        }

        @Override
        public void forget() {
            // it has ended
        }
    }

    /**
     * In a file, for a machine that does not tell the environment of processes. It knows the service that was started, and
     * what that one has below it.
     *
     * @param file two lines: the mark, and the {@link ProcessIdentity#key()} of the service
     */
    record InFile(Path file) implements Traces {
        @Override
        public List<Trace> found() throws IOException {
            try {
                List<String> lines = Files.readAllLines(file);
                Optional<Mark> mark = lines.size() == 2 ? Mark.parse(lines.get(0)) : Optional.empty();
                Optional<ProcessIdentity> service = mark.flatMap(known -> ProcessIdentity.ofKey(lines.get(1)))
                        .filter(ProcessIdentity::isStillRunning);
                return service.isEmpty()
                        ? List.of()
                        : withAllBelow(service.get())
                                .map(process -> new Trace(mark.get(), process))
                                .toList();
            } catch (NoSuchFileException e) {
                return List.of();
            }
        }

        @Override
        public void keep(Mark mark, ProcessIdentity service) throws IOException {
            WholeFile.write(file, (mark.text() + "\n" + service.key() + "\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void forget() throws IOException {
            Files.deleteIfExists(file);
        }

        private static Stream<ProcessIdentity> withAllBelow(ProcessIdentity service) {
            return Stream.concat(
                    Stream.of(service),
                    ProcessHandle.of(service.pid()).stream()
                            .flatMap(ProcessHandle::descendants)
                            .map(ProcessIdentity::of));
        }
    }
}
