package dev.releasegate.probe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The behavioural proofs that the user wrote down, in their order. Each time they are shown, {@code {random}} is one random
 * word everywhere, and {@code {unknown}} another one that no proof puts anywhere else.
 *
 * @param proofs each with a name of its own
 */
public record WrittenBehaviours(List<WrittenProof> proofs) implements Behaviours {
    /** Stands for a word that is put and read back. */
    public static final String RANDOM = "{random}";

    /** Stands for a word that is never put. */
    public static final String UNKNOWN = "{unknown}";

    /** @throws IllegalArgumentException if two have one name, or one refers to no earlier one */
    public WrittenBehaviours {
        proofs = List.copyOf(proofs);
        for (int i = 0; i < proofs.size(); i++) {
            List<String> earlier = proofs.subList(0, i).stream()
                    .map(proof -> proof.call().step())
                    .toList();
            String name = proofs.get(i).call().step();
            Optional<String> sameAs = proofs.get(i).sameAs();
            if (earlier.contains(name)) {
                throw new IllegalArgumentException("two proofs have the name \"" + name + "\"");
            }
            if (sameAs.isPresent() && !earlier.contains(sameAs.get())) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is to be the same as \"" + sameAs.get() + "\", which is no earlier proof");
            }
        }
    }

    @Override
    public void show(Proving proving) {
        String random = RandomText.word();
        String unknown = RandomText.word();
        Map<String, byte[]> bodies = new HashMap<>();
        for (WrittenProof proof : proofs) {
            Call call = proof.call(text -> text.replace(RANDOM, random).replace(UNKNOWN, unknown));
            proving.ask(
                    call.expecting(answer -> {
                        bodies.put(call.step(), answer.bytes());
                        return call.expectation().fault(answer);
                    }),
                    answer -> proof.sameAs()
                            .flatMap(earlier -> Demand.unless(
                                    Arrays.equals(bodies.get(earlier), answer.bytes()),
                                    "the body is not the same as of \"" + earlier + "\"")));
        }
    }
}
