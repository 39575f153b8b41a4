package dev.releasegate.registry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A request body as it arrives, and never more of it than the limit in memory, however it is framed. */
final class Body {
    /** Largest body taken, in bytes: 1 MiB. */
    static final int LIMIT = 1 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /**
     * Takes what has arrived.
     *
     * @throws Refusal (413) as soon as there is more than the limit; what was kept is let go
     */
    void add(ByteBuffer arrived) throws Refusal {
        if (arrived.remaining() > LIMIT - bytes.size()) {
            bytes.reset();
            throw Refusal.payloadTooLarge(LIMIT);
        }
        byte[] piece = new byte[arrived.remaining()];
        arrived.get(piece);
        bytes.writeBytes(piece);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
