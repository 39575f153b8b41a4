package dev.releasegate.service;

import dev.releasegate.process.PortOwners;
import dev.releasegate.process.ProcessIdentity;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The processes of a service: the one that was started, what was seen below it, and what carries the lease. */
final class Members {
    private final Process process;
    private final ProcessIdentity started;
    private final Lease lease;
    private final Map<ProcessHandle, ProcessIdentity> noted = new ConcurrentHashMap<>();

    /** Those of a process that has just been started under this lease. */
    Members(Process process, Lease lease) {
        this.process = process;
        this.started = ProcessIdentity.of(process.toHandle());
        this.lease = lease;
    }

    /** Which process was started, as it was then. */
    ProcessIdentity started() {
        return started;
    }

    /** Remembers what it has started so far, because nobody can tell any more once it has ended itself. */
    void note() {
        process.descendants().forEach(below -> noted.computeIfAbsent(below, ProcessIdentity::of));
    }

    /** Those that run now. */
    Set<ProcessIdentity> running() {
        note();
        Set<ProcessIdentity> running = new HashSet<>(lease.carriers());
        running.add(started);
        running.addAll(noted.values());
        running.removeIf(member -> !member.isStillRunning());
        return running;
    }

    /** Whether they alone listen on this port. */
    Ownership ownership(int port) {
        note();
        PortOwners owners = PortOwners.listening(port);
        return Ownership.of(stillRunning(owners), running(), started);
    }

    /** A child that was only just there held the sockets of its parent, and holds nothing any more. */
    private static PortOwners stillRunning(PortOwners owners) {
        return owners instanceof PortOwners.Told told ? new PortOwners.Told(stillRunning(told.owners())) : owners;
    }

    private static Set<ProcessIdentity> stillRunning(Collection<ProcessIdentity> processes) {
        Set<ProcessIdentity> running = new HashSet<>(processes);
        running.removeIf(process -> !process.isStillRunning());
        return running;
    }
}
