package dev.releasegate.registry;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.Header;

/**
 * A request body as it arrives, and never more of it than the limit in memory, however it is framed; nor more than there is
 * {@link Room} for.
 */
final class Body {
    /** Largest body taken, in bytes: 1 MiB. */
    static final int LIMIT = 1 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Header> fields;
    private final Room.Place place;

    /**
     * A body of which nothing has arrived yet.
     *
     * @param head the header fields of its request
     * @param place is taken as it grows
     * @throws Refusal (400) if they say of its digest what cannot be checked
     */
    Body(List<Header> head, Room.Place place) throws Refusal {
        ClaimedDigest.in(head);
        fields = new ArrayList<>(head);
        this.place = place;
    }

    /**
     * Takes what has arrived.
     *
     * @throws Refusal (413, 503) as soon as there is more than the limit, or than there is room for; what was kept is let go
     */
    void add(ByteBuffer arrived) throws Refusal {
        if (arrived.remaining() > LIMIT - bytes.size()) {
            bytes.reset();
            throw Refusal.payloadTooLarge(LIMIT);
        }
        if (!place.take(arrived.remaining())) {
            bytes.reset();
            throw Refusal.busy();
        }
        byte[] piece = new byte[arrived.remaining()];
        arrived.get(piece);
        bytes.writeBytes(piece);
    }

    /** Takes the fields that came after it. */
    void end(List<? extends Header> trailers) {
        fields.addAll(trailers);
    }

    /**
     * All of it.
     *
     * @throws Refusal (400) if it does not have the digests that its request claims, before or after it
     */
    byte[] bytes() throws Refusal {
        byte[] all = bytes.toByteArray();
        for (ClaimedDigest claimed : ClaimedDigest.in(fields)) {
            claimed.check(all);
        }
        return all;
    }
}
