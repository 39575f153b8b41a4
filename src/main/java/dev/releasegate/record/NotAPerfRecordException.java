package dev.releasegate.record;

/** A line is not a perf record; the message says why, without naming the place. */
final class NotAPerfRecordException extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    NotAPerfRecordException(String why) {
        super(why);
        this.why = why;
    }

    @Override
    public String getMessage() {
        return why;
    }
}
