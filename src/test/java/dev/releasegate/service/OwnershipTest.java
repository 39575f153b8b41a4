package dev.releasegate.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.process.PortOwners;
import dev.releasegate.process.ProcessIdentity;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OwnershipTest {
    private static final ProcessIdentity STARTED = process(30);
    private static final ProcessIdentity CHILD = process(20);
    private static final ProcessIdentity STRANGER = process(10);

    @TempDir
    private Path folder;

    @Test
    void a_port_is_ours_if_only_processes_of_the_service_listen() {
        assertThat(of(CHILD, STARTED)).isEqualTo(new Ownership.Ours(STARTED));
        assertThat(of(CHILD)).isEqualTo(new Ownership.Ours(CHILD));
    }

    @Test
    void a_port_is_not_ours_if_anybody_else_listens_too() {
        assertThat(of(STRANGER, STARTED)).isEqualTo(new Ownership.NotOurs(List.of(STRANGER)));
        assertThat(of(STRANGER)).isEqualTo(new Ownership.NotOurs(List.of(STRANGER)));
    }

    @Test
    void a_process_with_the_id_of_ours_and_another_start_is_a_stranger() {
        ProcessIdentity reused = new ProcessIdentity(
                STARTED.pid(), OptionalLong.of(7), STARTED.bootId(), Optional.empty(), Optional.empty());

        assertThat(of(reused)).isEqualTo(new Ownership.NotOurs(List.of(reused)));
    }

    @Test
    void nobody_listens_or_it_cannot_be_told() {
        assertThat(of()).isEqualTo(new Ownership.Nobody());
        assertThat(Ownership.of(new PortOwners.NotTold("no /proc"), List.of(), STARTED))
                .isEqualTo(new Ownership.NotTold("no /proc"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_port_of_a_service_is_its_own() throws Exception {
        try (ServiceProcess service = start("serve:200")) {
            assertThat(service.ownership(port(service))).isEqualTo(new Ownership.Ours(service.identity()));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_port_of_what_a_service_has_started_is_its_own() throws Exception {
        try (ServiceProcess service = start("start:serve:200")) {
            assertThat(service.ownership(port(service)))
                    .isInstanceOfSatisfying(
                            Ownership.Ours.class,
                            ours -> assertThat(ours.owner().pid()).isNotEqualTo(service.pid()));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_port_of_what_a_service_has_detached_is_its_own() throws Exception {
        Path said = folder.resolve("said");
        try (ServiceProcess service = start("detach:write-port:" + said);
                ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = SampleService.awaitPort(said);

            assertThat(service.ownership(port)).isInstanceOf(Ownership.Ours.class);
            assertThat(service.ownership(free.getLocalPort()))
                    .isEqualTo(new Ownership.NotOurs(List.of(ProcessIdentity.ofThisProcess())));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nobody_has_the_port_of_a_service_that_has_ended() throws Exception {
        ServiceProcess service = start("serve:200");
        int port = port(service);
        service.close();

        assertThat(service.ownership(port)).isEqualTo(new Ownership.Nobody());
        assertThat(service.identity().isStillRunning()).isFalse();
    }

    private ServiceProcess start(String... deeds) throws Exception {
        ServicePlan plan = new ServicePlan(
                SampleService.command(folder, deeds),
                new Address.Announced(Pattern.compile("listening on port ([0-9]+)")),
                "/",
                Duration.ofSeconds(30));
        Lease lease = Lease.take(folder.resolve("bundle"), line -> {});
        return ServiceProcess.start(plan, lease, folder.resolve("service.log"), () -> {});
    }

    private static int port(ServiceProcess service) throws InterruptedException {
        return service.awaitPort(TimeUnit.SECONDS.toNanos(60)).orElseThrow();
    }

    private static Ownership of(ProcessIdentity... listening) {
        return Ownership.of(new PortOwners.Told(Set.of(listening)), List.of(CHILD, STARTED), STARTED);
    }

    private static ProcessIdentity process(long pid) {
        return new ProcessIdentity(
                pid, OptionalLong.of(1000 + pid), Optional.of("boot"), Optional.empty(), Optional.empty());
    }
}
