package dev.releasegate.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is known of the service, as JSON. */
final class ServiceJson {
    private ServiceJson() {}

    static void put(ObjectNode node, Service service) {
        node.put("baseUrl", service.baseUrl());
        service.process()
                .ifPresent(process -> node.putObject("process")
                        .put("pid", process.pid())
                        .put("start", process.start())
                        .put("boot", process.boot())
                        .put("words", process.words()));
        node.put("nonce", service.nonce());
        service.started()
                .ifPresent(file -> node.putObject("startedFile")
                        .put("name", file.name())
                        .put("sha256Before", file.sha256Before())
                        .put("sha256After", file.sha256After()));
        put(node.putObject("before"), service.before());
        put(node.putObject("after"), service.after());
    }

    static Service read(StrictJson node) {
        return new Service(
                node.text("baseUrl"),
                node.objectIfThere("process")
                        .map(process -> new Service.StartedProcess(
                                process.whole("pid"),
                                process.text("start"),
                                process.text("boot"),
                                process.text("words"))),
                node.text("nonce"),
                node.objectIfThere("startedFile")
                        .map(file -> new Service.StartedFile(
                                file.text("name"), file.text("sha256Before"), file.text("sha256After"))),
                sight(node.object("before")),
                sight(node.object("after")));
    }

    private static void put(ObjectNode node, Service.Sight sight) {
        if (sight.owner() instanceof Service.Ours) {
            node.put("owner", "OURS");
        } else if (sight.owner() instanceof Service.NotOurs others) {
            node.put("owner", "NOT_OURS").put("who", others.who());
        } else if (sight.owner() instanceof Service.NotTold notTold) {
            node.put("owner", "NOT_TOLD").put("why", notTold.why());
        }
        ArrayNode shown = node.putArray("proofs");
        sight.shown()
                .forEach(proof -> shown.addObject()
                        .put("proof", proof.proof())
                        .put("met", proof.met())
                        .put("seen", proof.seen()));
    }

    private static Service.Sight sight(StrictJson node) {
        Service.Owner owner = switch (node.text("owner")) {
            case "OURS" -> new Service.Ours();
            case "NOT_OURS" -> new Service.NotOurs(node.text("who"));
            case "NOT_TOLD" -> new Service.NotTold(node.text("why"));
            default -> throw new IllegalArgumentException("unknown owner \"" + node.text("owner") + "\"");
        };
        return new Service.Sight(
                owner,
                node.array("proofs").stream()
                        .map(proof -> new Service.Shown(proof.text("proof"), proof.flag("met"), proof.text("seen")))
                        .toList());
    }
}
