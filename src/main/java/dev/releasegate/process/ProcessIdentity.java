package dev.releasegate.process;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which process it is. Its id does not say so, because the id of a process that has ended is given to another one. With the
 * start it does. The arguments of a process are not told: they may hold secrets.
 *
 * @param pid the process id
 * @param startTicks when it was started, in ticks since the machine was; only Linux tells
 * @param bootId names the run of the machine that the ticks belong to
 * @param startedAt the same by the clock, where it is told
 * @param program its file, where it is told
 */
public record ProcessIdentity(
        long pid,
        OptionalLong startTicks,
        Optional<String> bootId,
        Optional<Instant> startedAt,
        Optional<String> program) {
    private static final String NOT_TOLD = "-";
    private static final int PARTS = 4;

    /** Which process this is, as far as the machine tells. */
    public static ProcessIdentity of(ProcessHandle process) {
        OptionalLong ticks = ProcessStat.of(process.pid()).stream()
                .mapToLong(ProcessStat::startTicks)
                .findFirst();
        return new ProcessIdentity(
                process.pid(),
                ticks,
                ticks.isPresent() ? ProcessStat.bootId() : Optional.empty(),
                process.info().startInstant(),
                process.info().command());
    }

    /** This process. */
    public static ProcessIdentity ofThisProcess() {
        return of(ProcessHandle.current());
    }

    /** Whether it is there still: a process of the same id that was started at the same moment. */
    public boolean isStillRunning() {
        Optional<ProcessStat> now = ProcessStat.of(pid);
        if (startTicks.isPresent()) {
            return bootId.equals(ProcessStat.bootId())
                    && now.filter(stat -> stat.startTicks() == startTicks.getAsLong() && !stat.hasEnded())
                            .isPresent();
        }
        return startedAt.isPresent()
                && now.filter(ProcessStat::hasEnded).isEmpty()
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> process.info().startInstant())
                        .equals(startedAt);
    }

    /** Whether both are one process. The program may differ: a process can become another one. */
    public boolean isSameAs(ProcessIdentity other) {
        boolean ticksTell = startTicks.isPresent() || other.startTicks.isPresent();
        return pid == other.pid
                && (ticksTell
                        ? startTicks.equals(other.startTicks) && bootId.equals(other.bootId)
                        : startedAt.isPresent() && startedAt.equals(other.startedAt));
    }

    /** Such as {@code process 4711 (/usr/bin/java)}. */
    public String name() {
        return "process " + pid + program.map(file -> " (" + file + ")").orElse("");
    }

    /** Such as {@code process 4711 (/usr/bin/java), started 2026-11-28T13:40:01Z}. */
    public String words() {
        return name()
                + startedAt
                        .map(start -> ", started " + start.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("");
    }

    /** What tells it from any other, without a blank: {@code 4711/881234/2f6c7a1e-…/2026-11-28T13:40:01.120Z}. */
    public String key() {
        return pid
                + "/" + (startTicks.isPresent() ? Long.toString(startTicks.getAsLong()) : NOT_TOLD)
                + "/" + bootId.orElse(NOT_TOLD)
                + "/" + startedAt.map(Instant::toString).orElse(NOT_TOLD);
    }

    /** The process that has this {@link #key()}; empty if the text is none. */
    public static Optional<ProcessIdentity> ofKey(String key) {
        String[] parts = key.split("/", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(
                    Long.parseLong(parts[0]),
                    parts[1].equals(NOT_TOLD) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts[1])),
                    told(parts[2]),
                    told(parts[3]).map(Instant::parse),
                    Optional.empty()));
        } catch (NumberFormatException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> told(String part) {
        return part.equals(NOT_TOLD) ? Optional.empty() : Optional.of(part);
    }
}
