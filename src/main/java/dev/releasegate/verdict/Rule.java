package dev.releasegate.verdict;

/** How a judge makes up his mind. */
public sealed interface Rule {
    /** How it is called in reports. */
    String name();

    /** How many samples with a known outcome each limit needs, 1 or more. */
    int minSamples();

    /** No more samples of a step are worth taking than that. */
    int maxSamples();

    /** By evidence, of which enough is wanted. */
    sealed interface Tested extends Rule {
        /** How much is enough. */
        SequentialRule numbers();

        @Override
        default int minSamples() {
            return numbers().minSamples();
        }

        @Override
        default int maxSamples() {
            return numbers().maxSamples();
        }
    }

    /** At the same looks at which the probe asked whether to go on, so that both always agree. */
    record Sequential(SequentialRule numbers) implements Tested {
        @Override
        public String name() {
            return "sequential";
        }
    }

    /**
     * Once, of all samples: for a log that was given, to which nothing can be added. A FAIL does not wait for 400 samples,
     * and a PASS for no duration.
     */
    record Once(SequentialRule numbers) implements Tested {
        @Override
        public String name() {
            return "once";
        }
    }

    /**
     * By the point estimate alone, as the predecessor of this product did: no evidence is asked for, and at 50 samples the
     * verdict of a service near its limit is the toss of a coin. Only for who asks for it by name.
     */
    record Plain(int minSamples) implements Rule {
        /** @throws IllegalArgumentException if no sample is asked for */
        public Plain {
            if (minSamples < 1) {
                throw new IllegalArgumentException("minSamples must be at least 1, but is " + minSamples);
            }
        }

        @Override
        public int maxSamples() {
            return minSamples;
        }

        @Override
        public String name() {
            return "plain";
        }
    }
}
