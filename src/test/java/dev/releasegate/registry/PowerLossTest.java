package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PowerLossTest {
    @TempDir
    Path directory;

    @Test
    void no_put_that_was_acknowledged_is_lost_or_torn_by_a_power_loss_under_eight_writers() throws Exception {
        try (PowerLoss disk = PowerLoss.in(directory)) {
            HistoryCheck check = new OutageCycles(directory, disk, 1).cycles(3);
            assertThat(check.violations()).isEmpty();
            assertThat(check.counts().lost()).isZero();
            assertThat(check.counts().acknowledged()).isPositive();
        } catch (Unavailable e) {
            throw e.skipLoudly();
        }
    }
}
