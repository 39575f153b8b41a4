package dev.releasegate.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Answers to reads that can be given again without asking the store, on whatever thread. None is older than what the store
 * has acknowledged: an answer goes when a write of its URN begins, and one that was read from the store is kept only if no
 * write of that URN was under way, or began, since before it was read. Of use only where nobody else writes to the store.
 */
final class AnswersAtHand {
    /** Larger answers are not kept, so that all of them are 16 MiB at most. */
    static final int LARGEST_BYTES = 16 << 10;

    private static final int SHELVES = 64;
    private static final int ANSWERS_EACH = 16;

    private final Shelf[] shelves =
            IntStream.range(0, SHELVES).mapToObj(i -> new Shelf()).toArray(Shelf[]::new);

    /** What was asked. */
    record Question(Step step, Urn urn) {}

    /** The moment before the store is read, as far as one URN is concerned. */
    record Before(boolean isQuiet, long writes) {}

    Optional<Answer> get(Question question) {
        return shelf(question.urn()).get(question);
    }

    /** To be asked for before the store is read. */
    Before beforeReading(Urn urn) {
        return shelf(urn).now();
    }

    /** Keeps what the store was read for, if it surely still holds. */
    void keep(Question question, Answer answer, Before before) {
        if (answer.size() <= LARGEST_BYTES) {
            shelf(question.urn()).keep(question, answer, before);
        }
    }

    /** To be called before the store is written to; {@link #written} must follow, whatever comes of it. */
    void writing(Urn urn) {
        shelf(urn).writing(urn);
    }

    /** What was written can be read now, or it is known, or not known, not to have been written. */
    void written(Urn urn) {
        shelf(urn).written();
    }

    private Shelf shelf(Urn urn) {
        return shelves[Math.floorMod(urn.hashCode(), SHELVES)];
    }

    /** The answers about some of the URNs, those that were not asked for longest leaving first. */
    private static final class Shelf {
        private static final float LOAD = 0.75f;

        private final Map<Question, Answer> answers = new LinkedHashMap<>(ANSWERS_EACH, LOAD, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
                return size() > ANSWERS_EACH;
            }
        };

        private int writing;
        private long writes;

        synchronized Optional<Answer> get(Question question) {
            return Optional.ofNullable(answers.get(question));
        }

        synchronized Before now() {
            return new Before(writing == 0, writes);
        }

        synchronized void keep(Question question, Answer answer, Before before) {
            if (before.isQuiet() && before.writes() == writes) {
                answers.put(question, answer);
            }
        }

        synchronized void writing(Urn urn) {
            writing++;
            writes++;
            answers.keySet().removeIf(question -> question.urn().equals(urn));
        }

        synchronized void written() {
            writing--;
        }
    }
}
