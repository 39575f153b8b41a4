package dev.releasegate.probe;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HttpClient with everything switched off that would send more than one request, send something that nobody asked for, or
 * change what was answered. No request has a timeout of its own: {@link Watchdog} sees to them all. A connection that was
 * idle for 2 s is looked at for 1 ms before it is used again, so that one that the service has closed meanwhile costs no
 * sample.
 */
final class HardenedClient {
    /** No Upgrade header, no Expect header, no Authorization header. */
    static final RequestConfig REQUEST = RequestConfig.custom()
            .setProtocolUpgradeEnabled(false)
            .setExpectContinueEnabled(false)
            .setAuthenticationEnabled(false)
            .setRedirectsEnabled(false)
            .setContentCompressionEnabled(false)
            .build();

    private HardenedClient() {}

    static CloseableHttpClient create(int connections, TlsSocketStrategy tls) {
        return HttpClients.custom()
                .setConnectionManager(pool(connections, tls))
                .setRequestExecutor(new TimedExecutor())
                .setDefaultRequestConfig(REQUEST)
                .setUserAgent("release-gate")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableConnectionState()
                .build();
    }

    private static PoolingHttpClientConnectionManager pool(int connections, TlsSocketStrategy tls) {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager(
                new TimedConnector(tls),
                PoolConcurrencyPolicy.STRICT,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                socket -> connection());
        pool.setMaxTotal(connections);
        pool.setDefaultMaxPerRoute(connections);
        pool.setDefaultConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(Timeout.DISABLED)
                .setSocketTimeout(Timeout.DISABLED)
                .build());
        return pool;
    }

    private static ManagedHttpClientConnection connection() {
        return new ProbeConnection();
    }
}
