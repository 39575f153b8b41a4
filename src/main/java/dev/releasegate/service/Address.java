package dev.releasegate.service;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the service will answer. */
public sealed interface Address {
    /** The highest port that TCP has. */
    int LAST_PORT = 65_535;

    /**
     * At a place that is known before it is started.
     *
     * @param baseUrl such as {@code http://127.0.0.1:8080}
     */
    record Fixed(URI baseUrl) implements Address {
        /** @throws IllegalArgumentException if it is not an http or https URL with a host */
        public Fixed {
            boolean web = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
            if (!web || baseUrl.getHost() == null || baseUrl.getUserInfo() != null || baseUrl.getPort() > LAST_PORT) {
                throw new IllegalArgumentException(
                        "baseUrl must be such as http://127.0.0.1:8080, but is \"" + baseUrl + "\"");
            }
        }

        /** The port, also where the URL leaves it to its scheme. */
        int port() {
            return baseUrl.getPort() > 0 ? baseUrl.getPort() : "https".equals(baseUrl.getScheme()) ? 443 : 80;
        }
    }

    /**
     * On 127.0.0.1, at a port that the service chose itself and writes to its output. No port is reserved and released
     * again, so nobody else can take it in between.
     *
     * @param portPattern finds the port: its first group, in a line of the output
     */
    record Announced(Pattern portPattern) implements Address {
        /** @throws IllegalArgumentException if the pattern has no group */
        public Announced {
            if (portPattern.matcher("").groupCount() < 1) {
                throw new IllegalArgumentException(
                        "portPattern must have a group that is the port, such as \"listening on port ([0-9]+)\", but is \""
                                + portPattern + "\"");
            }
        }

        Optional<Integer> portIn(String line) {
            Matcher matcher = portPattern.matcher(line);
            return matcher.find()
                    ? Optional.ofNullable(matcher.group(1))
                            .filter(text -> text.matches("[0-9]{1,5}"))
                            .map(Integer::valueOf)
                            .filter(port -> port > 0 && port <= LAST_PORT)
                    : Optional.empty();
        }
    }
}
