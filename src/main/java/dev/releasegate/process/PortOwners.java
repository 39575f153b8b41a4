package dev.releasegate.process;

import java.io.IOException;
import java.util.Set;

/** Who listens on a TCP port of this machine. Only Linux tells, and to a user without rights only of that user's own. */
public sealed interface PortOwners {
    /**
     * These processes listen, and nobody else does.
     *
     * @param owners none if nobody listens. Several may hold one socket that they have inherited, or share the port with a
     *     socket each (SO_REUSEPORT)
     */
    record Told(Set<ProcessIdentity> owners) implements PortOwners {
        public Told {
            owners = Set.copyOf(owners);
        }
    }

    /**
     * It cannot be told, or not of all who listen.
     *
     * @param why such as {@code this machine has no /proc/net/tcp}
     */
    record NotTold(String why) implements PortOwners {}

    /** Who listens on this port, at whatever address. */
    static PortOwners listening(int port) {
        try {
            return ListeningSockets.owners(port);
        } catch (IOException e) {
            return new NotTold("what listens here could not be read: " + e);
        }
    }
}
