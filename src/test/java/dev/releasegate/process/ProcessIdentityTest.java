package dev.releasegate.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {
    private static final Instant START = Instant.parse("2026-11-28T13:40:01.120Z");

    @TempDir
    private Path folder;

    @Test
    void this_process_is_running_and_is_the_same_as_itself() {
        ProcessIdentity self = ProcessIdentity.ofThisProcess();

        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(self.isStillRunning()).isTrue();
        assertThat(self.isSameAs(ProcessIdentity.ofThisProcess())).isTrue();
        assertThat(self.name()).matches("process [0-9]+ \\(.+java(\\.exe)?\\)");
    }

    @Test
    void a_process_of_the_same_id_with_another_start_is_another_one() {
        ProcessIdentity self = ProcessIdentity.ofThisProcess();
        ProcessIdentity earlierByTicks =
                new ProcessIdentity(self.pid(), OptionalLong.of(1), self.bootId(), self.startedAt(), self.program());
        ProcessIdentity earlierByClock = new ProcessIdentity(
                self.pid(), OptionalLong.empty(), Optional.empty(), Optional.of(START), Optional.empty());
        ProcessIdentity unknown = new ProcessIdentity(
                self.pid(), OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(List.of(earlierByTicks, earlierByClock, unknown))
                .allSatisfy(other -> assertThat(other.isStillRunning()).isFalse())
                .allSatisfy(other -> assertThat(other.isSameAs(self)).isFalse())
                .allSatisfy(other -> assertThat(self.isSameAs(other)).isFalse());
        assertThat(unknown.isSameAs(unknown))
                .as("what tells it apart is not known")
                .isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_ticks_of_another_run_of_the_machine_are_those_of_another_process() {
        ProcessIdentity self = ProcessIdentity.ofThisProcess();
        ProcessIdentity beforeTheBoot = new ProcessIdentity(
                self.pid(), self.startTicks(), Optional.of("an-older-boot"), self.startedAt(), self.program());

        assertThat(self.startTicks()).isPresent();
        assertThat(self.bootId()).isPresent();
        assertThat(beforeTheBoot.isStillRunning()).isFalse();
        assertThat(beforeTheBoot.isSameAs(self)).isFalse();
    }

    @Test
    void where_only_the_clock_tells_the_start_it_tells_one_process_from_another() {
        ProcessIdentity self = ProcessIdentity.ofThisProcess();
        ProcessIdentity byClock = new ProcessIdentity(
                self.pid(), OptionalLong.empty(), Optional.empty(), self.startedAt(), Optional.empty());

        assertThat(byClock.isStillRunning()).isTrue();
        assertThat(byClock.isSameAs(byClock)).isTrue();
    }

    @Test
    void a_process_that_has_ended_is_not_running_whether_its_status_was_read_or_not() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.toHandle());
        assertThat(identity.isStillRunning()).isTrue();

        process.destroyForcibly().waitFor();

        assertThat(identity.isStillRunning()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_program_may_have_any_name() throws Exception {
        Path odd = Files.copy(Path.of("/bin/sleep"), folder.resolve("a) S 1 (b"));
        Process process = new ProcessBuilder(odd.toString(), "60").start();
        try {
            ProcessIdentity identity = ProcessIdentity.of(process.toHandle());

            assertThat(identity.program()).contains(odd.toRealPath().toString());
            assertThat(identity.startTicks().orElse(0))
                    .isGreaterThanOrEqualTo(
                            ProcessIdentity.ofThisProcess().startTicks().orElse(0));
            assertThat(identity.isStillRunning()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void the_start_is_field_22_behind_the_last_parenthesis_and_the_state_field_3() {
        String after = "1 4711 4711 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 881234 123456 789";

        assertThat(ProcessStat.parse("4711 (sh) S " + after)).contains(new ProcessStat('S', 881234));
        assertThat(ProcessStat.parse("4711 (a) R (b)) Z " + after + "\n")).contains(new ProcessStat('Z', 881234));
        assertThat(ProcessStat.parse("")).isEmpty();
        assertThat(new ProcessStat('Z', 1).hasEnded()).isTrue();
        assertThat(new ProcessStat('S', 1).hasEnded()).isFalse();
    }

    @Test
    void it_is_told_with_program_and_start_where_they_are_known() {
        ProcessIdentity all = new ProcessIdentity(
                4711, OptionalLong.of(881234), Optional.of("boot"), Optional.of(START), Optional.of("/usr/bin/java"));
        ProcessIdentity nothing =
                new ProcessIdentity(4711, OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(all.name()).isEqualTo("process 4711 (/usr/bin/java)");
        assertThat(all.words()).isEqualTo("process 4711 (/usr/bin/java), started 2026-11-28T13:40:01Z");
        assertThat(nothing.words()).isEqualTo("process 4711");
        assertThat(all.key()).isEqualTo("4711/881234/boot/2026-11-28T13:40:01.120Z");
        assertThat(nothing.key()).isEqualTo("4711/-/-/-");
    }

    @Test
    void a_key_names_the_process_it_was_made_of() {
        ProcessIdentity self = ProcessIdentity.ofThisProcess();

        assertThat(ProcessIdentity.ofKey(self.key()))
                .hasValueSatisfying(read -> assertThat(read.isSameAs(self)).isTrue())
                .hasValueSatisfying(read -> assertThat(read.key()).isEqualTo(self.key()));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "1", "1/2/3", "x/-/-/-", "1/x/-/-", "1/-/-/yesterday", "1/-/-/-/-"})
    void what_is_no_key_names_no_process(String text) {
        assertThat(ProcessIdentity.ofKey(text)).isEmpty();
    }
}
