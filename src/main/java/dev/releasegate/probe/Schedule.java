package dev.releasegate.probe;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * When each request of a run is due, whatever became of the requests before it: an open workload. Each step has slots of
 * equal length and one request in each; the slots of the steps are shifted against each other, so that they are
 * interleaved and never come in blocks. Half a slot after each request, its control request is due. The same seed gives
 * the same schedule, and what is dropped moves nothing else. Safe for use by several threads.
 */
public final class Schedule {
    private final PriorityQueue<Slot> queue =
            new PriorityQueue<>(Comparator.comparingLong(Slot::dueNanos).thenComparing(Slot::step));
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private final Plan plan;

    /**
     * What a schedule is made from.
     *
     * @param ratePerSecond requests a second for each step, more than 0
     * @param arrivals how they are spread
     * @param seed of everything random in it
     * @param mostRounds of one step, 1 or more
     * @param lengthNanos nothing is due later than that
     * @param withControl whether every request has a control request
     */
    public record Plan(
            double ratePerSecond, Arrivals arrivals, long seed, int mostRounds, long lengthNanos, boolean withControl) {
        /** @throws IllegalArgumentException if a number is out of range */
        public Plan {
            if (!(ratePerSecond > 0 && ratePerSecond <= 1e9) || mostRounds < 1 || lengthNanos < 0) {
                throw new IllegalArgumentException("a schedule needs a rate above 0 and one round at least");
            }
        }

        double slotNanos() {
            return 1e9 / ratePerSecond;
        }
    }

    /**
     * One request to send.
     *
     * @param step of the workload
     * @param round which request of its step it is, counted from 0
     * @param dueNanos when it is due, since the schedule began
     * @param isControl whether it is the control request of that round
     */
    public record Slot(String step, int round, long dueNanos, boolean isControl) {}

    /**
     * A schedule that has not begun.
     *
     * @param steps in the order in which a round asks them
     */
    public Schedule(List<String> steps, Plan plan) {
        this.plan = plan;
        SplittableRandom seeds = new SplittableRandom(plan.seed());
        for (int i = 0; i < steps.size(); i++) {
            Lane lane = new Lane(steps.get(i), (double) i / steps.size(), seeds.split());
            lanes.put(steps.get(i), lane);
            plan(lane);
        }
    }

    /** Takes the request that is due next, or nothing if there is none left. */
    public synchronized Optional<Slot> next() {
        Slot slot = queue.poll();
        if (slot == null) {
            return Optional.empty();
        }
        Lane lane = lanes.get(slot.step());
        if (!slot.isControl() && lane != null) {
            plan(lane);
        }
        if (!slot.isControl() && plan.withControl()) {
            long half = Math.round(plan.slotNanos() / 2);
            queue.add(new Slot(slot.step(), slot.round(), slot.dueNanos() + half, true));
        }
        return Optional.of(slot);
    }

    /** Sends no more requests of that step; the control requests of those already taken stay. */
    public synchronized void drop(String step) {
        lanes.remove(step);
        queue.removeIf(slot -> slot.step().equals(step) && !slot.isControl());
    }

    /** Sends nothing more at all. */
    public synchronized void stop() {
        lanes.clear();
        queue.clear();
    }

    private void plan(Lane lane) {
        if (lane.round < plan.mostRounds()) {
            lane.last = plan.arrivals().next(lane.round, lane.last, lane.random);
            long due = Math.round((lane.last + lane.shift) * plan.slotNanos());
            if (due <= plan.lengthNanos()) {
                queue.add(new Slot(lane.step, lane.round++, due, false));
            }
        }
    }

    /** What is known of one step: which request of it comes next. */
    private static final class Lane {
        private final String step;
        private final double shift;
        private final RandomGenerator random;
        private int round;
        private double last;

        Lane(String step, double shift, RandomGenerator random) {
            this.step = step;
            this.shift = shift;
            this.random = random;
        }
    }
}
