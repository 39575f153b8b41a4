package dev.releasegate.registry;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that each have a Registry of their own. */
abstract class WithRegistry {
    @TempDir
    Path directory;

    RegistryFixture registry;

    @BeforeEach
    final void listen() throws Exception {
        registry = new RegistryFixture(directory);
    }

    @AfterEach
    final void stop() throws Exception {
        registry.close();
    }
}
