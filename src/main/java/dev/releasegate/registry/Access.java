package dev.releasegate.registry;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Who may ask for what needs a key, and how often. The key comes before the limit: whoever has none cannot use up the
 * limit of those who have one.
 */
final class Access {
    private final ApiKeys keys;
    private final Optional<RateLimit> limit;
    private final Map<String, TokenBucket> buckets = new HashMap<>();

    /**
     * Lets each key in on its own account.
     *
     * @param limit of each key, if there is one
     * @param nanoClock see {@link TokenBucket}
     */
    Access(ApiKeys keys, Optional<RateLimit> limit, LongSupplier nanoClock) {
        this.keys = keys;
        this.limit = limit;
        limit.ifPresent(bounds ->
                keys.all().forEach(key -> buckets.put(key.name(), new TokenBucket(bounds, nanoClock))));
    }

    /** As the settings and the environment say. */
    static Access told(RegistrySettings settings, Map<String, String> environment) throws UsageException {
        return new Access(
                ApiKeys.told(settings, environment), settings.get(RegistrySettings.RATE_LIMIT), System::nanoTime);
    }

    /**
     * Lets the request in.
     *
     * @throws Refusal 401 without a right key, 429 if its key has asked too often
     */
    Admission admit(HttpRequest request) throws Refusal {
        ApiKey key = keys.offered(request).orElseThrow(Refusal::unauthorized);
        TokenBucket bucket = buckets.get(key.name());
        if (bucket == null || limit.isEmpty()) {
            return Admission.UNLIMITED;
        }
        TokenBucket.Take take = bucket.take();
        Admission admission = new Admission(Optional.of(new Admission.Account(limit.get(), take)));
        if (!take.isGranted()) {
            throw Refusal.tooManyRequests(admission, take.waitSeconds());
        }
        return admission;
    }
}
