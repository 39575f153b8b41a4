package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class FailingDiskTest {
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

    private FailingDisk disk() {
        try {
            return FailingDisk.in(directory);
        } catch (Unavailable e) {
            throw e.skipLoudly();
        }
    }
}
