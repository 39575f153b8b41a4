package dev.releasegate.service;

import java.util.List;

/** The service could not be started or did not become ready; with the last lines that it wrote. */
public final class ServiceException extends Exception {
    private static final long serialVersionUID = 1;

    private final List<String> lastOutput;

    ServiceException(String message, List<String> lastOutput) {
        super(message);
        this.lastOutput = List.copyOf(lastOutput);
    }

    /** The last lines that the service wrote, oldest first; empty if it wrote nothing. */
    public List<String> lastOutput() {
        return lastOutput;
    }
}
