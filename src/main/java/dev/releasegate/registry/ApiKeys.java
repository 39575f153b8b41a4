package dev.releasegate.registry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;

/** All the keys that open {@code /v1}: at least one, each name and each key once. */
final class ApiKeys {
    /** The request header that carries a key. */
    static final String HEADER = "X-API-Key";

    /** What the key of the environment is called. */
    static final String DEFAULT_NAME = "default";

    private final List<ApiKey> keys;

    /** @throws IllegalArgumentException if there is none, or two have one name, or two names have one key; says which */
    ApiKeys(List<ApiKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no key");
        }
        for (int i = 0; i < keys.size(); i++) {
            for (ApiKey other : keys.subList(0, i)) {
                refuseTwins(keys.get(i), other);
            }
        }
        this.keys = List.copyOf(keys);
    }

    /**
     * The keys of the file and the key of the environment, whichever there are.
     *
     * @throws UsageException if there is neither, or one of them cannot be; never says a key
     */
    static ApiKeys told(RegistrySettings settings, Map<String, String> environment) throws UsageException {
        List<ApiKey> keys = new ArrayList<>();
        Optional<Path> file = settings.get(RegistrySettings.API_KEYS);
        if (file.isPresent()) {
            keys.addAll(ApiKeysFile.read(file.get()));
        }
        String variable = settings.get(RegistrySettings.API_KEY_ENV);
        String key = environment.getOrDefault(variable, "");
        try {
            if (!key.isBlank()) {
                keys.add(new ApiKey(DEFAULT_NAME, key));
            } else if (file.isEmpty()) {
                throw new UsageException("no API key: set the environment variable " + variable
                        + ", or name another one (" + RegistrySettings.API_KEY_ENV.flag()
                        + ", or -Drelease-gate.apiKeyEnv in Maven), or a file of keys ("
                        + RegistrySettings.API_KEYS.flag() + ")");
            }
            return new ApiKeys(keys);
        } catch (IllegalArgumentException e) {
            throw new UsageException("the environment variable " + variable + ": " + e.getMessage());
        }
    }

    List<ApiKey> all() {
        return keys;
    }

    /**
     * The key that the request carries, once. All keys are looked at, whichever it is, so that the time tells neither
     * which one it is nor how near a wrong one comes.
     */
    Optional<ApiKey> offered(HttpRequest request) {
        Header[] headers = request.getHeaders(HEADER);
        if (headers.length != 1 || headers[0].getValue() == null) {
            return Optional.empty();
        }
        byte[] hash = ApiKey.hash(headers[0].getValue());
        Optional<ApiKey> found = Optional.empty();
        for (ApiKey key : keys) {
            if (key.hasHash(hash)) {
                found = Optional.of(key);
            }
        }
        return found;
    }

    private static void refuseTwins(ApiKey key, ApiKey other) {
        if (key.name().equals(other.name())) {
            throw new IllegalArgumentException("two keys have the name " + key.name());
        }
        if (key.isSameAs(other)) {
            throw new IllegalArgumentException(
                    "the key of " + key.name() + " is that of " + other.name() + " too: nobody could tell them apart");
        }
    }
}
