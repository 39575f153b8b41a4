package dev.releasegate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.releasegate.process.PortOwners;
import dev.releasegate.process.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServiceProcessTest {
    private static final Address ANNOUNCED = new Address.Announced(Pattern.compile("listening on port ([0-9]+)"));

    private final List<ServiceProcess> started = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void end_whatever_a_failed_test_has_left() {
        started.forEach(ServiceProcess::close);
    }

    @Test
    void a_service_is_ready_at_the_port_that_it_announced() throws Exception {
        try (ServiceProcess service = start("serve:200")) {
            Readiness ready = Readiness.await(service, plan("/health", 30_000, "serve:200"));

            int port = service.awaitPort(0).orElseThrow();
            assertThat(ready).isEqualTo(new Readiness(URI.create("http://127.0.0.1:" + port), ready.requests()));
            assertThat(ready.requests()).isPositive();
            assertThat(service.isAlive()).isTrue();
            assertThat(service.pid()).isNotEqualTo(ProcessHandle.current().pid());
            assertThat(service.identity().pid()).isEqualTo(service.pid());
            assertThat(service.identity().isStillRunning()).isTrue();
            assertThat(service.exitCode()).isEmpty();
        }
    }

    @Test
    void every_status_from_200_to_299_means_ready() throws Exception {
        try (ServiceProcess service = start("serve:503")) {
            assertThat(Readiness.await(service, plan("/only-this-is-204", 30_000))
                            .requests())
                    .isPositive();
        }
    }

    @Test
    void a_service_that_is_never_ready_is_told_with_its_last_answer_and_its_last_lines() throws Exception {
        try (ServiceProcess service = start("say:connecting to the database", "serve:503")) {
            int port = service.awaitPort(TimeUnit.SECONDS.toNanos(30)).orElseThrow();

            ServiceException failure = failure(service, plan("/health?deep=1", 300));

            assertThat(failure)
                    .hasMessage("the service was not ready after 300 ms: GET http://127.0.0.1:" + port
                            + "/health?deep=1 last gave status 503");
            assertThat(failure.lastOutput()).containsExactly("connecting to the database", "listening on port " + port);
        }
    }

    @Test
    void a_redirect_is_not_ready_and_is_not_followed() throws Exception {
        try (ServiceProcess service = start("serve:302")) {
            int port = service.awaitPort(TimeUnit.SECONDS.toNanos(30)).orElseThrow();

            assertThat(failure(service, plan("/", 1_000)))
                    .hasMessage("the service was not ready after 1 s: GET http://127.0.0.1:" + port
                            + "/ last gave status 302");
        }
    }

    @Test
    void a_service_that_writes_no_port_is_told() throws Exception {
        try (ServiceProcess service = start("say:listening somewhere")) {
            assertThat(failure(service, plan("/health", 200)))
                    .hasMessage(
                            "no line that the service wrote within 200 ms matches portPattern listening on port ([0-9]+)");
        }
    }

    @Test
    void a_service_that_ends_before_it_is_ready_is_told_with_its_exit_code_and_its_last_lines() throws Exception {
        try (ServiceProcess service = start("say:no database", "mutter:giving up", "exit:7")) {
            ServiceException failure = failure(service, plan("/health", 30_000));

            assertThat(failure).hasMessage("the service ended with exit code 7 before it was ready");
            assertThat(failure.lastOutput()).containsExactly("no database", "giving up");
            assertThat(service.exitCode()).contains(7);
        }
    }

    @Test
    void a_service_at_a_fixed_address_that_ends_is_told_with_its_exit_code() throws Exception {
        ServicePlan plan = new ServicePlan(
                SampleService.command(folder, "say:cannot bind", "exit:3"), free(), "/health", Duration.ofSeconds(30));
        try (ServiceProcess service = ServiceProcess.start(plan, lease(), log(), () -> {})) {
            ServiceException failure = failure(service, plan);

            assertThat(failure).hasMessage("the service ended with exit code 3 before it was ready");
            assertThat(failure.lastOutput()).containsExactly("cannot bind");
        }
    }

    @Test
    void the_last_20_lines_are_told_and_all_of_them_are_in_the_file() throws Exception {
        try (ServiceProcess service = start("count:50", "exit:0")) {
            assertThat(service.endsWithin(60_000)).isTrue();
            assertThat(service.exitCode()).hasValue(0);

            assertThat(service.lastOutput()).isEqualTo(lines(31, 50));
            assertThat(Files.readAllLines(log())).isEqualTo(lines(1, 50));
        }
    }

    @Test
    void a_flood_without_line_ends_neither_blocks_the_service_nor_stays_in_memory() throws Exception {
        int bytes = 20_000_000;
        try (ServiceProcess service = start("flood:" + bytes, "serve:200")) {
            assertThat(Readiness.await(service, plan("/health", 60_000)).requests())
                    .isPositive();

            assertThat(service.lastOutput())
                    .hasSize(ServiceOutput.LINES_KEPT)
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Lines.LONGEST));
        }
        assertThat(Files.size(log())).isGreaterThan(bytes);
    }

    @Test
    void an_address_that_somebody_else_listens_on_is_refused_before_anything_is_started() throws Exception {
        Path trace = folder.resolve("started");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Address taken = new Address.Fixed(URI.create("http://127.0.0.1:" + other.getLocalPort()));
            ServicePlan plan = new ServicePlan(
                    new ServiceCommand(List.of("touch", trace.toString()), Map.of(), folder),
                    taken,
                    "/health",
                    Duration.ofSeconds(1));

            ServiceException failure = catchThrowableOfType(
                    ServiceException.class, () -> ServiceProcess.start(plan, lease(), log(), () -> {}));

            String place = "127.0.0.1:" + other.getLocalPort();
            assertThat(failure)
                    .hasMessage(
                            PortOwners.listening(other.getLocalPort()) instanceof PortOwners.Told
                                    ? place + " is held by "
                                            + ProcessIdentity.ofThisProcess().words()
                                            + ", and not by a service that this build started: end it, or choose another"
                                            + " port"
                                    : "another process already listens on " + place
                                            + ", before the service was started: it would be measured instead."
                                            + " End it, or choose another port");
            assertThat(failure.lastOutput()).isEmpty();
        }
        assertThat(trace).doesNotExist();
        assertThat(log()).doesNotExist();
    }

    @Test
    void a_program_that_does_not_exist_cannot_be_started() {
        Path nothing = folder.resolve("no-such-program");
        ServicePlan plan = new ServicePlan(
                new ServiceCommand(List.of(nothing.toString()), Map.of(), folder),
                ANNOUNCED,
                "/health",
                Duration.ofSeconds(1));

        ServiceException failure = catchThrowableOfType(
                ServiceException.class, () -> ServiceProcess.start(plan, lease(), log(), () -> {}));

        assertThat(failure)
                .hasMessage("cannot start the service: Cannot run program \"" + nothing + "\" (in directory \"" + folder
                        + "\"): error=2, No such file or directory");
        assertThat(failure.lastOutput()).isEmpty();
    }

    @Test
    void an_environment_that_no_process_can_have_is_told_and_not_thrown() {
        ServicePlan plan = new ServicePlan(
                new ServiceCommand(List.of("true"), Map.of("A=B", "1"), folder),
                ANNOUNCED,
                "/health",
                Duration.ofSeconds(1));

        assertThat(catchThrowableOfType(
                        ServiceException.class, () -> ServiceProcess.start(plan, lease(), log(), () -> {})))
                .hasMessage("cannot start the service: Invalid environment variable name: \"A=B\"");
    }

    @Test
    void a_service_whose_output_cannot_be_kept_is_not_left_running() throws Exception {
        ServicePlan plan = plan("/health", 1_000, "say:nobody keeps what I write");
        Path nowhere = folder.resolve("missing").resolve("service.log");

        assertThat(catchThrowableOfType(
                        ServiceException.class, () -> ServiceProcess.start(plan, lease(), nowhere, () -> {})))
                .hasMessage("cannot keep the output of the service in " + nowhere
                        + ": java.nio.file.NoSuchFileException: " + nowhere);

        CompletableFuture.allOf(ProcessHandle.current()
                        .children()
                        .filter(child -> List.of(child.info().arguments().orElse(new String[0]))
                                .contains("say:nobody keeps what I write"))
                        .map(ProcessHandle::onExit)
                        .toArray(CompletableFuture[]::new))
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void a_service_is_ended_with_all_it_started() throws Exception {
        try (LifeLine ofService = new LifeLine();
                LifeLine ofGrandchild = new LifeLine()) {
            ServiceProcess service = start("start:start:cling:" + ofGrandchild.port(), "cling:" + ofService.port());
            try (Socket line = ofService.taken();
                    Socket grandchildsLine = ofGrandchild.taken()) {
                service.close();

                assertThat(service.isAlive()).isFalse();
                assertThat(LifeLine.isCut(line)).isTrue();
                assertThat(LifeLine.isCut(grandchildsLine)).isTrue();
            }
        }
    }

    @Test
    void a_service_that_ignores_the_request_to_end_is_killed_with_all_it_started() throws Exception {
        try (LifeLine ofService = new LifeLine();
                LifeLine ofChild = new LifeLine()) {
            ServiceProcess service = start(
                    "ignore-the-end", "start:ignore-the-end,cling:" + ofChild.port(), "cling:" + ofService.port());
            try (Socket line = ofService.taken();
                    Socket childsLine = ofChild.taken()) {
                service.close();

                assertThat(service.isAlive()).isFalse();
                assertThat(service.exitCode()).contains(128 + 9);
                assertThat(LifeLine.isCut(line)).isTrue();
                assertThat(LifeLine.isCut(childsLine)).isTrue();
            }
        }
    }

    @Test
    void a_service_that_is_willing_to_end_is_asked_and_not_killed() throws Exception {
        ServiceProcess service = start("serve:200");
        Readiness.await(service, plan("/health", 30_000));

        service.close();

        assertThat(service.exitCode()).contains(128 + 15);
    }

    @Test
    void closing_twice_or_after_the_end_does_no_harm() throws Exception {
        ServiceProcess service = start("exit:5");
        assertThat(service.endsWithin(60_000)).isTrue();
        assertThat(service.exitCode()).hasValue(5);

        service.close();
        service.close();

        assertThat(service.exitCode()).contains(5);
    }

    @Test
    void an_interrupted_thread_still_ends_the_service_and_stays_interrupted() throws Exception {
        try (LifeLine lifeLine = new LifeLine()) {
            ServiceProcess service = start("ignore-the-end", "cling:" + lifeLine.port());
            try (Socket line = lifeLine.taken()) {
                Thread.currentThread().interrupt();
                service.close();

                assertThat(Thread.interrupted()).isTrue();
                assertThat(LifeLine.isCut(line)).isTrue();
            }
        }
    }

    @Test
    void the_environment_and_the_directory_of_the_command_are_those_of_the_service() throws Exception {
        ServiceCommand command = new ServiceCommand(
                List.of("sh", "-c", "echo $GREETING from $(pwd -P)"), Map.of("GREETING", "hello"), folder);
        ServicePlan plan = new ServicePlan(command, ANNOUNCED, "/health", Duration.ofSeconds(1));
        try (ServiceProcess service = ServiceProcess.start(plan, lease(), log(), () -> {})) {
            assertThat(service.endsWithin(60_000)).isTrue();
            assertThat(service.exitCode()).hasValue(0);
            assertThat(service.lastOutput()).containsExactly("hello from " + folder.toRealPath());
        }
    }

    private ServiceProcess start(String... deeds) throws ServiceException, URISyntaxException {
        ServiceProcess service = ServiceProcess.start(plan("/health", 1_000, deeds), lease(), log(), () -> {});
        started.add(service);
        return service;
    }

    private ServicePlan plan(String readyPath, int readyMs, String... deeds) throws URISyntaxException {
        return new ServicePlan(SampleService.command(folder, deeds), ANNOUNCED, readyPath, Duration.ofMillis(readyMs));
    }

    private Lease lease() throws ServiceException {
        return Lease.take(folder.resolve("bundle"), line -> {});
    }

    private Path log() {
        return folder.resolve("service.log");
    }

    private static ServiceException failure(ServiceProcess service, ServicePlan plan) {
        return catchThrowableOfType(ServiceException.class, () -> Readiness.await(service, plan));
    }

    private static List<String> lines(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(line -> "line " + line)
                .toList();
    }

    private static Address free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Address.Fixed(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
        }
    }
}
