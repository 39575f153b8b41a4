package dev.releasegate.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads from {@code /proc} which sockets listen, and who has them. */
final class ListeningSockets {
    private static final List<String> TABLES = List.of("net/tcp", "net/tcp6");
    private static final String LISTENING = "0A";

    /** Columns of these tables: the local address with its port in hexadecimal, the state, the inode of the socket. */
    private static final int LOCAL = 1;

    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningSockets() {}

    static PortOwners owners(int port) throws IOException {
        if (!Files.isReadable(ProcessStat.PROC.resolve(TABLES.get(0)))) {
            return new PortOwners.NotTold("this machine has no /proc/net/tcp");
        }
        Set<String> sockets = listening(port);
        return sockets.isEmpty() ? new PortOwners.Told(Set.of()) : owners(sockets);
    }

    private static Set<String> listening(int port) throws IOException {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        for (String table : TABLES) {
            Path file = ProcessStat.PROC.resolve(table);
            if (Files.isReadable(file)) {
                for (String line : Files.readAllLines(file)) {
                    String[] columns = line.strip().split("\\s+", -1);
                    if (columns.length > INODE && columns[STATE].equals(LISTENING) && columns[LOCAL].endsWith(suffix)) {
                        sockets.add("socket:[" + columns[INODE] + "]");
                    }
                }
            }
        }
        return sockets;
    }

    /** A socket that no process seems to have belongs to one that may not be looked at. */
    private static PortOwners owners(Set<String> sockets) throws IOException {
        Set<ProcessIdentity> owners = new HashSet<>();
        Set<String> seen = new HashSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(ProcessStat.PROC, "[0-9]*")) {
            for (Path process : processes) {
                Set<String> held = held(process, sockets);
                if (!held.isEmpty()) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .map(ProcessIdentity::of)
                            .ifPresent(owners::add);
                    seen.addAll(held);
                }
            }
        }
        return seen.containsAll(sockets)
                ? new PortOwners.Told(owners)
                : new PortOwners.NotTold("a process that listens there may not be looked at by this user");
    }

    private static Set<String> held(Path process, Set<String> sockets) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors
                    .map(ListeningSockets::target)
                    .filter(sockets::contains)
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            return Set.of(); // it has ended, or belongs to somebody else
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // it was closed meanwhile
        }
    }
}
