package dev.releasegate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.releasegate.process.ProcessIdentity;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OrphanTest {
    private final List<Process> strangers = new ArrayList<>();
    private final List<String> console = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path bundle;
    private Path elsewhere;

    @BeforeEach
    void make_the_folders() throws IOException {
        bundle = Files.createDirectories(folder.resolve("bundle"));
        elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    }

    @AfterEach
    void end_the_strangers() throws InterruptedException {
        for (Process stranger : strangers) {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void what_has_detached_itself_is_ended_with_the_service() throws Exception {
        try (LifeLine ofDetached = new LifeLine();
                LifeLine ofService = new LifeLine()) {
            ServiceProcess service =
                    start("detach:ignore-the-end,cling:" + ofDetached.port(), "cling:" + ofService.port());
            try (Socket detached = ofDetached.taken();
                    Socket line = ofService.taken()) {
                service.close();

                assertThat(LifeLine.isCut(line)).isTrue();
                assertThat(LifeLine.isCut(detached)).isTrue();
            }
        }
        assertThat(console).isEmpty();
    }

    @Test
    void a_stranger_with_another_lease_is_let_alone_by_the_end_of_a_service() throws Exception {
        ServiceProcess service = start("say:hello");
        Process ofAnotherRun = stranger(Mark.fresh(bundle).text());
        Process ofNoRun = stranger("something else");

        service.close();

        assertThat(ofAnotherRun.isAlive()).isTrue();
        assertThat(ofNoRun.isAlive()).isTrue();
    }

    @Test
    void an_orphan_of_a_build_that_is_dead_is_ended_by_the_next_one_and_told() throws Exception {
        Process orphan = stranger(markOf(bundle, dead()).text());
        String words = ProcessIdentity.of(orphan.toHandle()).words();

        Lease.take(bundle, console::add);

        assertThat(orphan.waitFor()).isEqualTo(128 + 15);
        assertThat(console).containsExactly("Ended an orphan of an earlier run in this directory: " + words);
    }

    @Test
    void an_orphan_in_another_directory_is_let_alone() throws Exception {
        Process orphan = stranger(markOf(elsewhere, dead()).text());

        Lease.take(bundle, console::add);

        assertThat(orphan.isAlive()).isTrue();
        assertThat(console).isEmpty();
    }

    @Test
    void a_build_that_is_alive_is_not_disturbed_and_named() throws Exception {
        ProcessIdentity build = ProcessIdentity.of(stranger("no lease").toHandle());
        Process service = stranger(markOf(bundle, build).text());

        assertThat(catchThrowableOfType(ServiceException.class, () -> Lease.take(bundle, console::add)))
                .hasMessage("another build, " + build.words() + ", is measuring into " + bundle + " ("
                        + ProcessIdentity.of(service.toHandle()).words()
                        + " is its service): wait for its end, or choose another outputDirectory");
        assertThat(service.isAlive()).isTrue();
        assertThat(console).isEmpty();
    }

    @Test
    void a_build_that_began_after_its_id_was_given_to_somebody_else_is_dead() throws Exception {
        ProcessIdentity living = ProcessIdentity.ofThisProcess();
        ProcessIdentity earlier = ProcessIdentity.ofKey(
                        living.key().replace("/" + living.startTicks().getAsLong() + "/", "/1/"))
                .orElseThrow();
        Process orphan = stranger(markOf(bundle, earlier).text());

        Lease.take(bundle, console::add);

        assertThat(orphan.waitFor()).isEqualTo(128 + 15);
    }

    @Test
    void a_link_to_a_folder_is_that_folder() throws Exception {
        Process orphan = stranger(markOf(bundle, dead()).text());

        Lease.take(Files.createSymbolicLink(folder.resolve("link"), bundle), console::add);

        assertThat(orphan.waitFor()).isEqualTo(128 + 15);
    }

    static Stream<Arguments> builds() {
        return Stream.of("environment", "file")
                .flatMap(kept -> Stream.of(arguments(kept, "say:willing"), arguments(kept, "ignore-the-end")));
    }

    @ParameterizedTest(name = "the lease is in the {0}, the service does {1}")
    @MethodSource("builds")
    void the_guardian_ends_the_service_of_a_build_that_was_killed(String kept, String deed) throws Exception {
        try (LifeLine ofService = new LifeLine();
                LifeLine ofChild = new LifeLine()) {
            Process build = DoomedBuild.start(
                    bundle, kept, deed, "start:" + deed + ",cling:" + ofChild.port(), "cling:" + ofService.port());
            try (Socket service = ofService.taken();
                    Socket child = ofChild.taken()) {
                build.destroyForcibly().waitFor();

                assertThat(LifeLine.isCut(service)).isTrue();
                assertThat(LifeLine.isCut(child)).isTrue();
            }
        }
    }

    @Test
    void a_guardian_that_is_asked_to_end_first_stays_until_it_is_not_needed() throws Exception {
        try (LifeLine ofService = new LifeLine()) {
            Process build = DoomedBuild.start(bundle, "environment", "cling:" + ofService.port());
            try (Socket service = ofService.taken()) {
                ProcessHandle guardian = guardians(build.children()).get(0);
                awaitThread("guardian", guardian.pid());
                guardian.destroy();
                build.destroyForcibly().waitFor();

                assertThat(LifeLine.isCut(service)).isTrue();
            }
        }
    }

    @ParameterizedTest(name = "the lease is in the {0}")
    @ValueSource(strings = {"environment", "file"})
    void what_a_build_and_its_guardian_have_left_is_ended_by_the_next_build(String kept) throws Exception {
        try (LifeLine ofService = new LifeLine()) {
            Process build = DoomedBuild.start(bundle, kept, "cling:" + ofService.port());
            try (Socket service = ofService.taken()) {
                guardians(build.children()).forEach(ProcessHandle::destroyForcibly);
                build.destroyForcibly().waitFor();
                Traces traces =
                        kept.equals("file") ? new Traces.InFile(bundle.resolve("lease")) : new Traces.InEnvironment();

                Lease.take(bundle, traces, console::add);

                assertThat(LifeLine.isCut(service)).isTrue();
                assertThat(console).singleElement().asString().startsWith("Ended an orphan of an earlier run in this");
            }
        }
    }

    @Test
    void a_lease_in_a_file_is_there_as_long_as_the_service_and_another_build_is_refused() throws Exception {
        Traces traces = new Traces.InFile(bundle.resolve("lease"));
        Lease lease = Lease.take(bundle, traces, console::add);
        try (ServiceProcess service = ServiceProcess.start(plan(false, "say:hello"), lease, log(), () -> {})) {
            assertThat(bundle.resolve("lease"))
                    .hasContent(lease.mark().text() + "\n" + service.identity().key());
            assertThat(catchThrowableOfType(ServiceException.class, () -> Lease.take(bundle, traces, console::add)))
                    .hasMessageStartingWith("another build, process ");
        }
        assertThat(bundle.resolve("lease")).doesNotExist();
        assertThat(console).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "nonsense", "a,b,1/2/c/-\n", "a,b,c\nd\n"})
    void a_file_that_holds_no_lease_names_nobody(String content) throws Exception {
        Files.writeString(bundle.resolve("lease"), content);

        assertThat(new Traces.InFile(bundle.resolve("lease")).found()).isEmpty();
    }

    @Test
    void a_service_has_a_guardian_while_it_runs_unless_it_ends_with_its_input() throws Exception {
        try (ServiceProcess service = start("say:hello")) {
            assertThat(guardians(ProcessHandle.current().children())).hasSize(1);
            assertThat(service.isAlive()).isTrue();
        }
        assertThat(guardians(ProcessHandle.current().children())).isEmpty();
        Lease lease = Lease.take(bundle, console::add);
        try (ServiceProcess service = ServiceProcess.start(plan(true, "say:hello"), lease, log(), () -> {})) {
            assertThat(guardians(ProcessHandle.current().children())).isEmpty();
            assertThat(service.isAlive()).isTrue();
        }
        assertThat(console).isEmpty();
    }

    @Test
    void a_guardian_that_did_not_last_is_told() throws Exception {
        try (ServiceProcess service = start("say:hello")) {
            ProcessHandle guardian =
                    guardians(ProcessHandle.current().children()).get(0);
            guardian.destroyForcibly();
            guardian.onExit().join();
            assertThat(service.isAlive()).isTrue();
        }
        assertThat(console)
                .containsExactly(
                        "The process that would have ended the service if Maven had been killed has ended itself"
                                + " with exit code 137 meanwhile: can another JVM be started on this machine?");
    }

    private static List<ProcessHandle> guardians(Stream<ProcessHandle> children) {
        return children.filter(child ->
                        List.of(child.info().arguments().orElse(new String[0])).contains(GuardianMain.class.getName()))
                .toList();
    }

    /** Waits until a process has a thread of that name. */
    private static void awaitThread(String name, long pid) throws IOException {
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        boolean there = false;
        while (!there) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
                for (Path thread : all) {
                    there |= Files.readString(thread.resolve("comm")).strip().equals(name);
                }
            }
        }
    }

    private ServiceProcess start(String... deeds) throws Exception {
        return ServiceProcess.start(plan(false, deeds), Lease.take(bundle, console::add), log(), () -> {});
    }

    private ServicePlan plan(boolean endsWithInput, String... deeds) throws Exception {
        return new ServicePlan(
                SampleService.command(folder, deeds),
                new Address.Announced(Pattern.compile("listening on port ([0-9]+)")),
                "/",
                Duration.ofSeconds(30),
                endsWithInput);
    }

    private Path log() {
        return folder.resolve("service.log");
    }

    private Process stranger(String lease) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "100");
        builder.environment().put(Traces.VARIABLE, lease);
        Process process = builder.start();
        strangers.add(process);
        return process;
    }

    private static Mark markOf(Path folder, ProcessIdentity holder) throws IOException {
        return new Mark(Mark.name(folder), "an-earlier-run", holder);
    }

    private static ProcessIdentity dead() throws Exception {
        Process process = new ProcessBuilder("sleep", "100").start();
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle());
        process.destroyForcibly().waitFor();
        return identity;
    }
}
