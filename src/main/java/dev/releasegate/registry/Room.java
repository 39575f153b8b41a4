package dev.releasegate.registry;

import java.util.concurrent.Semaphore;

/**
 * Memory for bodies that arrive or wait, and for long answers that leave: so much for all clients together, however many
 * there are. Who finds none is told to come again; a heap that is full would end the service for everybody.
 */
final class Room {
    /** A body of names takes up to twelve times its size once it is understood. */
    private static final int PART_OF_HEAP = 8;

    private final Semaphore bytes;

    Room(int bytes) {
        this.bytes = new Semaphore(bytes);
    }

    /** As much as the heap of this process allows. */
    static Room inHeap() {
        return new Room((int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
    }

    /** Of which nothing is taken yet. */
    Place place() {
        return new Place();
    }

    /** What one of them takes. */
    final class Place {
        private int taken;
        private boolean isLeft;

        /** Returns whether there was room for so many bytes more, and it is not left yet. */
        synchronized boolean take(int more) {
            boolean isThere = !isLeft && bytes.tryAcquire(more);
            taken += isThere ? more : 0;
            return isThere;
        }

        /** Gives all of it back, once. */
        synchronized void leave() {
            isLeft = true;
            bytes.release(taken);
            taken = 0;
        }
    }
}
