package dev.releasegate.registry;

import java.io.IOException;
import java.nio.file.Path;

/** A way in which a Registry goes down without being asked. */
interface Outage {
    /** Where the Registry keeps its data in one stretch of cycles. */
    Path data(int stretch);

    /** When this returns, the process is gone and another one can be started on what is left. */
    void strike(ForkedRegistry registry) throws IOException, InterruptedException;

    /** SIGKILL; always on the same data. */
    record Kill(Path directory) implements Outage {
        @Override
        public Path data(int stretch) {
            return directory.resolve("data");
        }

        @Override
        public void strike(ForkedRegistry registry) throws InterruptedException {
            registry.kill();
        }
    }
}
