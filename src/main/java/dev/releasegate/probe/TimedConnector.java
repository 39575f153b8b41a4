package dev.releasegate.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Path;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Connects straight to the service, past every proxy that this Java was told of, and writes down how long that took. */
final class TimedConnector extends DefaultHttpClientConnectionOperator {
    TimedConnector(TlsSocketStrategy tls) {
        super(
                proxy -> new Socket(Proxy.NO_PROXY),
                DefaultSchemePortResolver.INSTANCE,
                SystemDefaultDnsResolver.INSTANCE,
                RegistryBuilder.<TlsSocketStrategy>create()
                        .register("https", tls)
                        .build());
    }

    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            @Nullable NamedEndpoint name,
            @Nullable Path unixSocket,
            @Nullable InetSocketAddress local,
            @Nullable Timeout timeout,
            SocketConfig config,
            @Nullable Object attachment,
            HttpContext context)
            throws IOException {
        Exchange.in(context).take((ProbeConnection) connection);
        super.connect(connection, host, name, unixSocket, local, timeout, config, attachment, context);
    }

    @Override
    protected void onBeforeSocketConnect(HttpContext context, HttpHost host) {
        Exchange.in(context).stopwatch().stampOnce(Stopwatch.Moment.CONNECTING);
    }

    @Override
    protected void onAfterSocketConnect(HttpContext context, HttpHost host) {
        Exchange.in(context).stopwatch().stamp(Stopwatch.Moment.CONNECTED);
    }

    @Override
    protected void onBeforeTlsHandshake(HttpContext context, HttpHost host) {
        Exchange.in(context).stopwatch().stamp(Stopwatch.Moment.HANDSHAKING);
    }

    @Override
    protected void onAfterTlsHandshake(HttpContext context, HttpHost host) {
        Exchange.in(context).stopwatch().stamp(Stopwatch.Moment.SECURED);
    }
}
