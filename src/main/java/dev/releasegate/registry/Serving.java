package dev.releasegate.registry;

import dev.releasegate.record.InstanceProof;
import java.util.Optional;

/**
 * What all connections of one server have in common.
 *
 * @param traffic is told of every request
 * @param limits of the clients' time
 * @param instance proves with each answer to a request that has an id which start of the program gave it, if it was told how
 */
record Serving(Traffic traffic, ClientLimits limits, Optional<InstanceProof> instance) {}
