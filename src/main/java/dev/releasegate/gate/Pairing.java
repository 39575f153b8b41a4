package dev.releasegate.gate;

import dev.releasegate.probe.Schedule;
import dev.releasegate.record.Control;
import dev.releasegate.record.PerfRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings samples and their control requests together, whichever comes first. */
final class Pairing {
    private final Map<Round, PerfRecord> samples = new HashMap<>();
    private final Map<Round, Control> controls = new HashMap<>();

    /** Which request of which step it is. */
    private record Round(String step, int number) {
        static Round of(Schedule.Slot slot) {
            return new Round(slot.step(), slot.round());
        }
    }

    /** The sample with its control, if that one has ended already; else it is kept until then. */
    Optional<PerfRecord> sample(Schedule.Slot slot, PerfRecord sample) {
        Control control = controls.remove(Round.of(slot));
        if (control != null) {
            return Optional.of(sample.with(control));
        }
        samples.put(Round.of(slot), sample);
        return Optional.empty();
    }

    /** The sample of this control, if it has ended already; else the control is kept until then. */
    Optional<PerfRecord> control(Schedule.Slot slot, Control control) {
        PerfRecord sample = samples.remove(Round.of(slot));
        if (sample == null) {
            controls.put(Round.of(slot), control);
        }
        return Optional.ofNullable(sample).map(found -> found.with(control));
    }

    /** The samples that are still alone, because their control requests were never sent. */
    List<PerfRecord> left() {
        List<PerfRecord> left = new ArrayList<>(samples.values());
        samples.clear();
        return left;
    }
}
