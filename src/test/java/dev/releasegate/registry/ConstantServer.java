package dev.releasegate.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncResponseProducer;
import org.apache.hc.core5.http.nio.AsyncServerExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.ResponseChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * The Registry's sockets, parser and headers, and the bytes of one file as the answer to every request, from the thread
 * that read it: what docs/scripts/registry-speed.py holds the Registry against.
 */
final class ConstantServer {
    private ConstantServer() {}

    public static void main(String[] arguments) throws Exception {
        Answer answer = Answer.json(200, Files.readString(Path.of(arguments[0]), StandardCharsets.UTF_8));
        Listener listener = Listener.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Serving(Traffic.unwitnessed(), ClientLimits.DEFAULT, Optional.empty()),
                passage -> new Constant(answer, passage));
        System.out.println("{\"listening\":{\"port\":" + listener.port() + "}}");
        while (System.in.read() >= 0) {
            // until its standard input ends
        }
        listener.close();
    }

    /** Answers when the body, if there is one, has come to its end. */
    private static final class Constant implements AsyncServerExchangeHandler {
        private final Passage passage;
        private final AsyncResponseProducer producer;
        private @Nullable ResponseChannel channel;
        private @Nullable HttpContext context;

        Constant(Answer answer, Passage passage) {
            this.passage = passage;
            producer = answer.producer();
        }

        @Override
        public void handleRequest(
                HttpRequest request, @Nullable EntityDetails entity, ResponseChannel responses, HttpContext httpContext)
                throws HttpException, IOException {
            channel = responses;
            context = httpContext;
            if (entity == null) {
                producer.sendResponse(responses, httpContext);
            }
        }

        @Override
        public void updateCapacity(CapacityChannel capacity) throws IOException {
            capacity.update(Integer.MAX_VALUE);
        }

        @Override
        public void consume(ByteBuffer arrived) {
            arrived.position(arrived.limit());
        }

        @Override
        public void streamEnd(@Nullable List<? extends Header> trailers) throws HttpException, IOException {
            passage.hasArrived();
            ResponseChannel responses = channel;
            if (responses != null) {
                producer.sendResponse(responses, context);
            }
        }

        @Override
        public int available() {
            return producer.available();
        }

        @Override
        public void produce(DataStreamChannel output) throws IOException {
            producer.produce(output);
        }

        @Override
        public void failed(Exception cause) {
            producer.failed(cause);
        }

        @Override
        public void releaseResources() {
            producer.releaseResources();
        }
    }
}
