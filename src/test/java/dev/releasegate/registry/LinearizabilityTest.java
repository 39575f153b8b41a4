package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinearizabilityTest extends WithRegistry {
    @Test
    void what_eight_clients_were_told_could_have_happened_one_after_the_other() throws Exception {
        HistoryRun run = new HistoryRun(8, 1);
        run.operations(registry.server.port(), RegistryFixture.KEY, 10_000, 30);
        HistoryCheck check = run.check();
        assertThat(check.violations()).isEmpty();
        assertThat(check.counts().operations()).isEqualTo(10_000);
        assertThat(check.counts().refused()).isPositive();
        assertThat(check.counts().unsureDone() + check.counts().unsureNot()).isZero();
    }
}
