package dev.releasegate.service;

import dev.releasegate.process.PortOwners;
import dev.releasegate.process.ProcessIdentity;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A service that answered its readiness path.
 *
 * @param baseUrl where it answers, such as {@code http://127.0.0.1:40123}
 * @param requests how many readiness requests it answered
 */
public record Readiness(URI baseUrl, int requests) {
    private static final long PAUSE_MS = 20;
    private static final int PATIENCE_MS = 1_000;

    /**
     * Waits until the service answers its readiness path with a status from 200 to 299.
     *
     * @throws ServiceException if it ends before, or time is up; the message says how it answered last
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static Readiness await(ServiceProcess service, ServicePlan plan)
            throws ServiceException, InterruptedException {
        long deadline = System.nanoTime() + plan.readyTimeout().toNanos();
        URI baseUrl = baseUrl(service, plan);
        URI readyUrl = plan.readyUrl(baseUrl);
        int requests = 0;
        String answer = "no request was made";
        while (System.nanoTime() < deadline) {
            requireAlive(service);
            service.noteDescendants();
            Poll poll = Poll.get(readyUrl);
            requests += poll.answered() ? 1 : 0;
            if (poll.ready()) {
                requireAlive(service);
                return new Readiness(baseUrl, requests);
            }
            answer = poll.words();
            service.endsWithin(PAUSE_MS);
        }
        requireAlive(service);
        throw new ServiceException(
                "the service was not ready after " + words(plan.readyTimeout()) + ": GET " + readyUrl + " last gave "
                        + answer,
                service.lastOutput());
    }

    /** @throws ServiceException if somebody already listens at that address, who would be measured instead */
    static void requireFree(Address.Fixed address) throws ServiceException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.baseUrl().getHost(), address.port()), PATIENCE_MS);
        } catch (IOException e) {
            return;
        }
        throw new ServiceException(taken(address), List.of());
    }

    private static String taken(Address.Fixed address) {
        String place = address.baseUrl().getHost() + ":" + address.port();
        return PortOwners.listening(address.port()) instanceof PortOwners.Told told
                        && !told.owners().isEmpty()
                ? place + " is held by "
                        + told.owners().stream()
                                .map(ProcessIdentity::words)
                                .sorted()
                                .collect(Collectors.joining(", and by "))
                        + ", and not by a service that this build started: end it, or choose another port"
                : "another process already listens on " + place
                        + ", before the service was started: it would be measured instead. End it, or choose another port";
    }

    private static URI baseUrl(ServiceProcess service, ServicePlan plan) throws ServiceException, InterruptedException {
        if (plan.address() instanceof Address.Fixed fixed) {
            return fixed.baseUrl();
        }
        Optional<Integer> port = service.awaitPort(plan.readyTimeout().toNanos());
        if (port.isEmpty()) {
            service.endsWithin(PATIENCE_MS); // its output may end a moment before it does
            requireAlive(service);
            throw new ServiceException(
                    "no line that the service wrote within " + words(plan.readyTimeout()) + " matches portPattern "
                            + ((Address.Announced) plan.address()).portPattern(),
                    service.lastOutput());
        }
        return URI.create("http://127.0.0.1:" + port.get());
    }

    private static void requireAlive(ServiceProcess service) throws ServiceException, InterruptedException {
        Optional<Integer> exitCode = service.exitCode();
        if (exitCode.isPresent()) {
            throw new ServiceException(
                    "the service ended with exit code " + exitCode.get() + " before it was ready",
                    service.lastOutput());
        }
    }

    private static String words(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /**
     * One readiness request.
     *
     * @param answered whether there was an HTTP answer
     * @param ready whether its status was from 200 to 299
     * @param words how it went
     */
    private record Poll(boolean answered, boolean ready, String words) {
        static Poll get(URI uri) {
            HttpURLConnection connection;
            try {
                connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
            } catch (IOException e) {
                return new Poll(false, false, e.toString());
            }
            try {
                connection.setInstanceFollowRedirects(false);
                connection.setConnectTimeout(PATIENCE_MS);
                connection.setReadTimeout(PATIENCE_MS);
                connection.setRequestProperty("User-Agent", "release-gate-readiness");
                int status = connection.getResponseCode();
                return new Poll(status > 0, status >= 200 && status <= 299, "status " + status);
            } catch (IOException e) {
                return new Poll(false, false, e.toString());
            } finally {
                connection.disconnect();
            }
        }
    }
}
