package dev.releasegate.mojo;

import dev.releasegate.budget.NearestName;
import dev.releasegate.mojo.ServiceParameters.Elements;
import dev.releasegate.probe.Behaviours;
import dev.releasegate.probe.Call;
import dev.releasegate.probe.WrittenBehaviours;
import dev.releasegate.probe.WrittenProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * The element {@code <proofs>}, with one {@code <proof>} for each thing that the service does and a stub does not. It is read
 * as it stands and not bound to a bean, as {@link BudgetParameters} are.
 */
final class ProofParameters {
    private static final List<String> ELEMENTS =
            List.of("name", "method", "path", "headers", "body", "status", "mediaType", "bodyContains", "sameAs");
    private static final List<String> WORDS = List.of(WrittenBehaviours.RANDOM, WrittenBehaviours.UNKNOWN);
    private static final Pattern WORD = Pattern.compile("\\{[A-Za-z]+}");

    private ProofParameters() {}

    /** The proofs as they are in the POM. */
    static Behaviours read(PlexusConfiguration proofs) throws ConfigurationException {
        List<WrittenProof> written = new ArrayList<>();
        for (PlexusConfiguration proof : Elements.list(proofs, "proof")) {
            written.add(proof(Elements.of(proof, ELEMENTS), names(written)));
        }
        if (written.isEmpty()) {
            throw new ConfigurationException("<proofs> has no <proof> in it: leave it out");
        }
        return new WrittenBehaviours(written);
    }

    private static WrittenProof proof(Elements elements, List<String> earlier) throws ConfigurationException {
        String name = elements.word("name", "");
        if (name.isEmpty()) {
            throw new ConfigurationException("<proof>: <name> is missing");
        }
        if (earlier.contains(name)) {
            throw new ConfigurationException("<proof> " + name + ": there is an earlier one of that name");
        }
        try {
            return new WrittenProof(call(name, elements), part(elements), sameAs(elements, earlier));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("<proof> " + name + ": " + e.getMessage());
        }
    }

    private static Call call(String name, Elements elements) throws ConfigurationException {
        String path = EndpointParameters.path(elements);
        Optional<String> body = elements.text("body");
        mustBeKnown(path, true);
        mustBeKnown(body.orElse(""), false);
        for (String value : elements.texts("headers").values()) {
            mustBeKnown(value, false);
        }
        return new Call(
                name,
                elements.word("method", "GET").toUpperCase(Locale.ROOT),
                path,
                EndpointParameters.headers(elements),
                body,
                EndpointParameters.statusAndMediaType(elements));
    }

    private static Optional<String> part(Elements elements) throws ConfigurationException {
        Optional<String> part = elements.text("bodyContains");
        mustBeKnown(part.orElse(""), false);
        return part;
    }

    private static Optional<String> sameAs(Elements elements, List<String> earlier) throws ConfigurationException {
        Optional<String> name = elements.text("sameAs").map(String::strip);
        if (name.isPresent() && !earlier.contains(name.get())) {
            throw new IllegalArgumentException("<sameAs> must be the name of an earlier proof, but is \"" + name.get()
                    + "\"" + (earlier.isEmpty() ? "; there is none" : NearestName.hint(name.get(), earlier)));
        }
        return name;
    }

    /** In a path nothing else may stand in braces; in a body only what looks misspelt is refused. */
    private static void mustBeKnown(String text, boolean isPath) {
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String word = words.group();
            if (!WORDS.contains(word) && (isPath || NearestName.to(word, WORDS).isPresent())) {
                throw new IllegalArgumentException("unknown " + word + NearestName.hint(word, WORDS));
            }
        }
    }

    private static List<String> names(List<WrittenProof> proofs) {
        return proofs.stream().map(proof -> proof.call().step()).toList();
    }
}
