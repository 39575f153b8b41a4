package dev.releasegate.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * How to start the service, where it answers, and when it is ready.
 *
 * @param command starts it
 * @param address where it answers
 * @param readyPath answered with a status from 200 to 299 once it is ready; begins with a slash
 * @param readyTimeout how long that may take
 * @param endsWithInput whether it ends by itself at the end of its standard input, which is a pipe from this process; one
 *     that does not gets a guardian
 */
public record ServicePlan(
        ServiceCommand command, Address address, String readyPath, Duration readyTimeout, boolean endsWithInput) {
    /** One that may not care about its standard input. */
    public ServicePlan(ServiceCommand command, Address address, String readyPath, Duration readyTimeout) {
        this(command, address, readyPath, readyTimeout, false);
    }

    /** @throws IllegalArgumentException if the path does not begin with a slash or is none, or the time is not positive */
    public ServicePlan {
        if (!readyPath.startsWith("/")) {
            throw new IllegalArgumentException("readyPath must begin with a slash, but is \"" + readyPath + "\"");
        }
        if (readyTimeout.isNegative() || readyTimeout.isZero()) {
            throw new IllegalArgumentException("readyTimeout must be longer than 0 s");
        }
        try {
            new URI(readyPath);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("readyPath is no path of a URL: " + e.getMessage(), e);
        }
    }

    /** The same with one environment variable more, or with another value for it. */
    public ServicePlan with(String variable, String value) {
        return new ServicePlan(command.with(variable, value), address, readyPath, readyTimeout, endsWithInput);
    }

    /** Where readiness is asked for: the path of the base URL, if it has one, goes before the ready path. */
    URI readyUrl(URI baseUrl) {
        return URI.create(baseUrl.toString().replaceFirst("/+$", "") + readyPath);
    }
}
