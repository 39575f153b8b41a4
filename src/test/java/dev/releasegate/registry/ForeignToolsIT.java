package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.releasegate.dsse.Sha256;
import dev.releasegate.dsse.Signer;
import dev.releasegate.registry.ProvenancePolicy.Mode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Others sign what this service believes, and can verify what it believed: OpenSSL, python3-cryptography and
 * {@code @sigstore/core}. Where one of them is missing the tests are skipped; not so where {@code CI} is set.
 */
class ForeignToolsIT {
    private static final int PATIENCE_S = 120;
    private static final Path SCRIPTS = scripts();
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path NODE_MODULES = Path.of("target", "foreign-tools").toAbsolutePath();
    private static final String MANIFEST = "{\"capabilities\":[\"read\"],\"name\":\"thing\"}";

    private static final Map<String, List<String>> TOOLS = Map.of(
            "openssl", List.of("bash", SCRIPTS.resolve("openssl.sh").toString()),
            "cryptography",
                    List.of(
                            PYTHON.toString(),
                            SCRIPTS.resolve("cryptography.py").toString()),
            "sigstore", List.of("node", NODE_MODULES.resolve("sigstore.cjs").toString()));

    @TempDir
    static Path directory;

    private static RegistryFixture registry;

    @BeforeAll
    static void makeKeysAndListen() throws Exception {
        need("openssl", "version");
        need("curl", "--version");
        need(PYTHON.toString(), "-c", "import cryptography");
        need("node", "--version");
        installSigstore();
        key("ed25519", "-algorithm", "ed25519");
        key("es256", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        key("stranger", "-algorithm", "ed25519");
        Path trusted = directory.resolve("trusted.pem");
        Files.writeString(trusted, "name: ed25519\n" + read("ed25519.pub") + "name: es256\n" + read("es256.pub"));
        registry = new RegistryFixture(
                Files.createDirectory(directory.resolve("data")),
                ProvenancePolicy.of(Mode.ENFORCE, Optional.of(trusted)),
                Desk.WAITING);
    }

    @AfterAll
    static void stop() throws Exception {
        if (registry != null) {
            registry.close();
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "openssl, ed25519",
        "openssl, es256",
        "cryptography, ed25519",
        "cryptography, es256",
        "sigstore, ed25519",
        "sigstore, es256",
    })
    void what_one_of_them_signs_is_accepted_and_all_of_them_verify_what_is_told(String tool, String key)
            throws Exception {
        String urn = "urn:example:" + tool + "-" + key;
        HttpResponse<String> put = put(urn, sign(tool, key, urn));
        assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        assertThat(put.body()).endsWith(",\"verifiedBy\":\"" + key + "\"}");
        Path told = Files.writeString(directory.resolve("told.json"), envelopeOf(urn));
        for (String verifier : TOOLS.keySet()) {
            assertThat(verify(verifier, key, told)).as(verifier).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"openssl", "cryptography", "sigstore"})
    void what_a_stranger_signs_is_refused_and_what_was_changed_is_verified_by_nobody(String tool) throws Exception {
        String urn = "urn:example:stranger";
        assertThat(put(urn, sign(tool, "stranger", urn)).body()).endsWith("\"reason\":\"bad_signature\"}");
        Path changed = directory.resolve("changed.json");
        String envelope = CanonicalJson.of(json(sign(tool, "es256", urn)));
        Files.writeString(changed, envelope.replace("vnd.in-toto+json", "vnd.in-toto+jsom"));
        assertThat(verify(tool, "es256", Files.writeString(directory.resolve("intact.json"), envelope)))
                .isZero();
        for (String verifier : TOOLS.keySet()) {
            assertThat(verify(verifier, "es256", changed)).as(verifier).isNotZero();
        }
    }

    /** The commands of docs/registry.md, as they stand there but for the port. */
    @Test
    void the_example_of_the_documentation_can_be_pasted() throws Exception {
        List<String> blocks = examples();
        Path work = Files.createDirectory(directory.resolve("example"));
        run(work, Map.of(), List.of("bash", "-euo", "pipefail", "-c", blocks.get(0)));
        ProvenancePolicy policy = ProvenancePolicy.of(Mode.ENFORCE, Optional.of(work.resolve("trusted.pem")));
        try (RegistryFixture own =
                new RegistryFixture(Files.createDirectory(directory.resolve("own")), policy, Desk.WAITING)) {
            String url = "http://127.0.0.1:" + own.server.port();
            String commands =
                    String.join("\n", blocks.subList(2, blocks.size())).replace("http://127.0.0.1:8080", url);
            Map<String, String> environment = Map.of("RELEASE_GATE_REGISTRY_KEY", RegistryFixture.KEY);
            assertThat(run(work, environment, List.of("bash", "-euo", "pipefail", "-c", commands)))
                    .contains("\"version\":1,\"verifiedBy\":\"release\"}")
                    .contains("Signature Verified Successfully");
        }
    }

    private static List<String> examples() throws IOException {
        String document = Files.readString(Path.of("docs", "registry.md"));
        String section = document.substring(document.indexOf("## Provenance"));
        Matcher block = Pattern.compile("```\\n(.*?)```", Pattern.DOTALL).matcher(section.split("\n## ", 2)[0]);
        return block.results().map(found -> found.group(1)).collect(Collectors.toList());
    }

    private static String sign(String tool, String key, String urn) throws Exception {
        Path statement =
                Files.writeString(directory.resolve("statement.json"), Signer.statement(urn, Sha256.hex(MANIFEST)));
        List<String> command = new ArrayList<>(TOOLS.get(tool));
        command.addAll(List.of("sign", directory.resolve(key + ".key").toString(), "es256", statement.toString()));
        return run(directory, Map.of(), command);
    }

    private static int verify(String tool, String key, Path envelope) throws Exception {
        List<String> command = new ArrayList<>(TOOLS.get(tool));
        command.addAll(List.of("verify", directory.resolve(key + ".pub").toString(), envelope.toString()));
        return start(directory, Map.of(), command).exitCode();
    }

    private static HttpResponse<String> put(String urn, String envelope) {
        return registry.put("/v1/registry/" + urn, "{\"manifest\":" + MANIFEST + ",\"provenance\":" + envelope + "}");
    }

    private static String envelopeOf(String urn) throws Refusal {
        Json.Members entry =
                (Json.Members) json(registry.get("/v1/registry/" + urn).body());
        Json.Members provenance =
                (Json.Members) Objects.requireNonNull(entry.members().get("provenance"));
        return CanonicalJson.of(Objects.requireNonNull(provenance.members().get("envelope")));
    }

    private static Json json(String text) throws Refusal {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void key(String name, String... kind) throws Exception {
        String file = directory.resolve(name + ".key").toString();
        List<String> command = new ArrayList<>(List.of("openssl", "genpkey", "-out", file));
        command.addAll(List.of(kind));
        run(directory, Map.of(), command);
        String pub = directory.resolve(name + ".pub").toString();
        run(directory, Map.of(), List.of("openssl", "pkey", "-in", file, "-pubout", "-out", pub));
    }

    private static String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    /** What npm fetches is of the version, and has the digest, that package-lock.json says. */
    private static void installSigstore() throws Exception {
        Files.createDirectories(NODE_MODULES);
        for (String file : List.of("package.json", "package-lock.json", "sigstore.cjs")) {
            Files.writeString(NODE_MODULES.resolve(file), Files.readString(SCRIPTS.resolve(file)));
        }
        Outcome outcome = start(NODE_MODULES, Map.of(), List.of("npm", "ci", "--ignore-scripts"));
        if (outcome.exitCode() != 0) {
            unavailable("npm ci: " + outcome.output());
        }
    }

    private static void need(String... command) throws Exception {
        try {
            if (start(directory, Map.of(), List.of(command)).exitCode() != 0) {
                unavailable(String.join(" ", command));
            }
        } catch (IOException e) {
            unavailable(e.toString());
        }
    }

    private static void unavailable(String what) {
        if (System.getenv("CI") != null) {
            throw new IllegalStateException("in CI this must not fail: " + what);
        }
        abort("not on this machine: " + what);
    }

    private record Outcome(int exitCode, String output) {}

    private static String run(Path where, Map<String, String> environment, List<String> command) throws Exception {
        Outcome outcome = start(where, environment, command);
        assertThat(outcome.exitCode()).as("%s: %s", command, outcome.output()).isZero();
        return outcome.output();
    }

    private static Outcome start(Path where, Map<String, String> environment, List<String> command) throws Exception {
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS))
                .as("%s ends", command)
                .isTrue();
        return new Outcome(process.exitValue(), Files.readString(output));
    }

    private static Path scripts() {
        URL script = Objects.requireNonNull(ForeignToolsIT.class.getResource("foreign/openssl.sh"));
        try {
            return Objects.requireNonNull(Path.of(script.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
