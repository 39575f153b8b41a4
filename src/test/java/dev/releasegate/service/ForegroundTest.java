package dev.releasegate.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ForegroundTest {
    @TempDir
    private Path folder;

    @Test
    void what_the_service_ends_with_is_told() throws Exception {
        ServiceCommand command = new ServiceCommand(List.of("sh", "-c", "exit $STATUS"), Map.of("STATUS", "6"), folder);

        assertThat(Foreground.run(command)).isEqualTo(6);
    }

    @Test
    void a_program_that_does_not_exist_cannot_be_started() {
        Path nothing = folder.resolve("no-such-program");

        assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> Foreground.run(new ServiceCommand(List.of(nothing.toString()), Map.of(), folder)))
                .withMessage("cannot start the service: Cannot run program \"" + nothing + "\" (in directory \""
                        + folder + "\"): error=2, No such file or directory");
    }

    @Test
    void an_interrupt_ends_the_service() throws Exception {
        try (LifeLine lifeLine = new LifeLine()) {
            ServiceCommand command = SampleService.command(folder, "cling:" + lifeLine.port());
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread runner = new Thread(() -> interrupted.complete(isInterrupted(command)));
            runner.start();
            try (Socket line = lifeLine.taken()) {
                runner.interrupt();

                assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
                assertThat(LifeLine.isCut(line)).isTrue();
            }
        }
    }

    private static boolean isInterrupted(ServiceCommand command) {
        try {
            Foreground.run(command);
            return false;
        } catch (InterruptedException e) {
            return true;
        } catch (ServiceException e) {
            throw new IllegalStateException(e);
        }
    }
}
