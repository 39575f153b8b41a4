package dev.releasegate.registry;

import java.time.Duration;

/**
 * What clients may take of us.
 *
 * @param head how long a head may take from its first byte to its last
 * @param body how long a body may take from there, and how long an answer may take to be read
 * @param connections how many may be open
 * @param room for what they send, and for what they are sent
 */
record ClientLimits(Duration head, Duration body, int connections, Room room) {
    /** Those of the settings that nobody has touched. */
    static final ClientLimits DEFAULT =
            new ClientLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), 1_000, Room.inHeap());

    static ClientLimits told(RegistrySettings settings) {
        return new ClientLimits(
                settings.get(RegistrySettings.HEAD_TIMEOUT),
                settings.get(RegistrySettings.BODY_TIMEOUT),
                settings.get(RegistrySettings.MAX_CONNECTIONS),
                Room.inHeap());
    }
}
