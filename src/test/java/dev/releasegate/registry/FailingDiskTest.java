package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.registry.FailingDisk.Calls;
import dev.releasegate.registry.FailingDisk.Errno;
import dev.releasegate.registry.FailingDisk.Fault;
import dev.releasegate.registry.FailingDisk.How;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FailingDiskTest {
    /** Of manifests as large as those here. */
    private static final int MORE_THAN_THE_LOG_HOLDS = 100;

    @TempDir
    Path directory;

    @Test
    void whatever_the_disk_fails_at_no_answer_is_a_lie_and_once_it_is_well_again_puts_are_answered() throws Exception {
        FailingDisk disk = disk();
        HistoryCheck check = new FaultCycles(directory, disk, 1).faults(12);
        assertThat(check.violations()).isEmpty();
        assertThat(disk.toString()).contains("of log write", "of log sync", "of database write", "of database sync");
        assertThat(check.counts().unsureDone() + check.counts().unsureNot()).isPositive();
    }

    @Test
    void a_disk_that_fails_at_the_start_keeps_it_from_starting_or_harms_nothing() throws Exception {
        FailingDisk disk = disk();
        HistoryCheck check = new FaultCycles(directory, disk, 1).faultsAtStart(2);
        assertThat(check.violations()).isEmpty();
        assertThat(disk.failed()).isPositive();
    }

    @Test
    void after_a_failed_sync_of_the_database_nothing_is_served_until_the_next_start_which_has_everything()
            throws Exception {
        FailingDisk disk = disk();
        Path data = directory.resolve("data");
        int acknowledged = 0;
        try (ForkedRegistry registry = ForkedRegistry.start(directory, data, disk.environment());
                RegistryConnection connection = new RegistryConnection(registry.port(), ForkedRegistry.KEY)) {
            disk.arm(new Fault(Calls.SYNCS_OF_THE_DATABASE, 1, 1, Errno.EIO, How.A_SYNC_THROWS_AWAY_WHAT_WAS_WRITTEN));
            while (acknowledged < MORE_THAN_THE_LOG_HOLDS && isPut(connection, acknowledged)) {
                acknowledged++;
            }
            assertThat(disk.failed()).isEqualTo(1);
            assertThat(acknowledged).isLessThan(MORE_THAN_THE_LOG_HOLDS);
            assertThat(connection.get("/v1/registry/urn:example:0").status()).isEqualTo(503);
            assertThat(connection.get("/health").status()).isEqualTo(503);
            assertThat(registry.errors()).contains("the disk has failed to sync the database: start again");
            assertThat(registry.terminate()).isZero();
        }
        try (ForkedRegistry registry = ForkedRegistry.start(directory, data);
                RegistryConnection connection = new RegistryConnection(registry.port(), ForkedRegistry.KEY)) {
            for (int number = 0; number < acknowledged; number++) {
                assertThat(connection.get("/v1/registry/urn:example:" + number).body())
                        .contains(manifest(number));
            }
        }
    }

    private static boolean isPut(RegistryConnection connection, int number) throws IOException {
        RegistryConnection.Reply reply = connection.put("urn:example:" + number, manifest(number), "");
        return reply.status() == 201;
    }

    private static String manifest(int number) {
        return "{\"n\":" + number + ",\"padding\":\"" + "x".repeat(400_000) + "\"}";
    }

    private FailingDisk disk() {
        try {
            return FailingDisk.in(directory);
        } catch (Unavailable e) {
            throw e.skipLoudly();
        }
    }
}
