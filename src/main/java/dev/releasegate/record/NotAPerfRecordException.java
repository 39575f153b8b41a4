package dev.releasegate.record;

import com.fasterxml.jackson.core.JsonProcessingException;

/** A line is not a perf record; the message says why, without naming the place. */
final class NotAPerfRecordException extends Exception {
    private static final long serialVersionUID = 1;

    private final String why;

    NotAPerfRecordException(String why) {
        super(why);
        this.why = why;
    }

    /** The line is not JSON; in the parser's words, without what it says about its own settings. */
    static NotAPerfRecordException notJson(JsonProcessingException fault) {
        String words = fault.getOriginalMessage().lines().findFirst().orElse("unreadable");
        return new NotAPerfRecordException("not JSON: " + words.split(" \\(start marker at ", 2)[0]);
    }

    @Override
    public String getMessage() {
        return why;
    }
}
