package dev.releasegate.service;

import dev.releasegate.process.PortOwners;
import dev.releasegate.process.ProcessIdentity;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Whether it is our service that listens on a port. */
public sealed interface Ownership {
    /**
     * Only processes of the service listen there.
     *
     * @param owner the process that was started, if it is one of them, or else the one with the least id; the same at both
     *     ends of a run if {@link ProcessIdentity#isSameAs} says so
     */
    record Ours(ProcessIdentity owner) implements Ownership {}

    /**
     * Others listen there, alone or beside the service.
     *
     * @param others at least one
     */
    record NotOurs(List<ProcessIdentity> others) implements Ownership {
        public NotOurs {
            others = List.copyOf(others);
        }
    }

    /** Nobody listens there. */
    record Nobody() implements Ownership {}

    /**
     * It cannot be told.
     *
     * @param why such as {@code this machine has no /proc/net/tcp}
     */
    record NotTold(String why) implements Ownership {}

    /**
     * Holds those who listen against those of the service.
     *
     * @param started the process that was started
     */
    static Ownership of(PortOwners owners, Collection<ProcessIdentity> members, ProcessIdentity started) {
        if (owners instanceof PortOwners.NotTold notTold) {
            return new NotTold(notTold.why());
        }
        List<ProcessIdentity> listening = ((PortOwners.Told) owners)
                .owners().stream()
                        .sorted(Comparator.comparing((ProcessIdentity owner) -> !owner.isSameAs(started))
                                .thenComparing(ProcessIdentity::pid))
                        .toList();
        List<ProcessIdentity> others = listening.stream()
                .filter(owner -> members.stream().noneMatch(owner::isSameAs))
                .toList();
        if (!others.isEmpty()) {
            return new NotOurs(others);
        }
        return listening.isEmpty() ? new Nobody() : new Ours(listening.get(0));
    }
}
