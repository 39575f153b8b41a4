package dev.releasegate.gate;

import dev.releasegate.record.PerfRecord;
import dev.releasegate.summary.Series;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The samples of one step while they come in. They are looked at in the order in which they were due, and only as far as
 * all of them have ended: a slow one that is still under way must not be overlooked.
 */
final class StepRun {
    private final Map<Integer, Optional<PerfRecord>> early = new HashMap<>();
    private final Series series = new Series();
    private final Predicate<Series> isEnough;
    private int next;
    private boolean decided;

    /** The samples of a step, of which somebody says after each whether they are enough. */
    StepRun(Predicate<Series> isEnough) {
        this.isEnough = isEnough;
    }

    /**
     * A round has ended.
     *
     * @param sample what came of it, or empty if there was nothing to ask for
     */
    void ended(int round, Optional<PerfRecord> sample) {
        early.put(round, sample);
        for (Optional<PerfRecord> entry = early.remove(next); entry != null; entry = early.remove(next)) {
            next++;
            entry.ifPresent(series::add);
            decided = decided || (entry.isPresent() && isEnough.test(series));
        }
    }

    boolean isDecided() {
        return decided;
    }
}
