package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledRegistryTest {
    @TempDir
    Path directory;

    @Test
    void no_put_that_was_acknowledged_is_lost_or_torn_by_a_kill_under_eight_writers() throws Exception {
        HistoryCheck check = new OutageCycles(directory, new Outage.Kill(directory), 1).cycles(5);
        assertThat(check.violations()).isEmpty();
        assertThat(check.counts().lost()).isZero();
        assertThat(check.counts().acknowledged()).isPositive();
        assertThat(check.counts().unsureDone() + check.counts().unsureNot()).isPositive();
    }
}
