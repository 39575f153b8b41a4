package dev.releasegate.dsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OpenSSL, python3-cryptography and {@code @sigstore/core}, with keys in files of one directory. Where one of them is missing
 * the tests are skipped; not so where {@code CI} is set.
 */
public record ForeignTools(Path directory) {
    private static final int PATIENCE_S = 120;
    private static final Path SCRIPTS = scripts();
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path NODE_MODULES = Path.of("target", "foreign-tools").toAbsolutePath();

    private static final Map<String, List<String>> TOOLS = Map.of(
            "openssl", List.of("bash", SCRIPTS.resolve("openssl.sh").toString()),
            "cryptography",
                    List.of(
                            PYTHON.toString(),
                            SCRIPTS.resolve("cryptography.py").toString()),
            "sigstore", List.of("node", NODE_MODULES.resolve("sigstore.cjs").toString()));

    /** What became of a command. */
    public record Outcome(int exitCode, String output) {}

    /** Sees that they are there, and makes the keys {@code ed25519}, {@code es256} and {@code stranger}. */
    public void prepare() throws Exception {
        need("openssl", "version");
        need(PYTHON.toString(), "-c", "import cryptography");
        need("node", "--version");
        installSigstore();
        key("ed25519", "-algorithm", "ed25519");
        key("es256", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        key("stranger", "-algorithm", "ed25519");
        Files.writeString(
                directory.resolve("trusted.pem"),
                "name: ed25519\n" + read("ed25519.pub") + "name: es256\n" + read("es256.pub"));
    }

    /** The keys {@code ed25519} and {@code es256}, under these names. */
    public Path trusted() {
        return directory.resolve("trusted.pem");
    }

    public static Set<String> names() {
        return TOOLS.keySet();
    }

    /** The envelope that a tool makes of a statement. */
    public String sign(String tool, String key, String statement) throws Exception {
        Path file = Files.writeString(directory.resolve("statement.json"), statement);
        List<String> command = new ArrayList<>(TOOLS.get(tool));
        command.addAll(List.of("sign", directory.resolve(key + ".key").toString(), "es256", file.toString()));
        return run(directory, Map.of(), command);
    }

    /** Whether a tool finds that the envelope is signed by the key. */
    public boolean verifies(String tool, String key, Path envelope) throws Exception {
        List<String> command = new ArrayList<>(TOOLS.get(tool));
        command.addAll(List.of("verify", directory.resolve(key + ".pub").toString(), envelope.toString()));
        return start(directory, Map.of(), command).exitCode() == 0;
    }

    /** The blocks of commands of a section of a document. */
    public static List<String> examples(String file, String heading) throws IOException {
        String document = Files.readString(Path.of("docs", file));
        String section = document.substring(document.indexOf(heading));
        Matcher block = Pattern.compile("```\\n(.*?)```", Pattern.DOTALL).matcher(section.split("\n## ", 2)[0]);
        return block.results().map(found -> found.group(1)).toList();
    }

    public String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private void key(String name, String... kind) throws Exception {
        String file = directory.resolve(name + ".key").toString();
        List<String> command = new ArrayList<>(List.of("openssl", "genpkey", "-out", file));
        command.addAll(List.of(kind));
        run(directory, Map.of(), command);
        String pub = directory.resolve(name + ".pub").toString();
        run(directory, Map.of(), List.of("openssl", "pkey", "-in", file, "-pubout", "-out", pub));
    }

    /** What npm fetches is of the version, and has the digest, that package-lock.json says. */
    private void installSigstore() throws Exception {
        Files.createDirectories(NODE_MODULES);
        for (String file : List.of("package.json", "package-lock.json", "sigstore.cjs")) {
            Files.writeString(NODE_MODULES.resolve(file), Files.readString(SCRIPTS.resolve(file)));
        }
        Outcome outcome = start(NODE_MODULES, Map.of(), List.of("npm", "ci", "--ignore-scripts"));
        if (outcome.exitCode() != 0) {
            unavailable("npm ci: " + outcome.output());
        }
    }

    public void need(String... command) throws Exception {
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

    /** The output of a command that must succeed. */
    public String run(Path where, Map<String, String> environment, List<String> command) throws Exception {
        Outcome outcome = start(where, environment, command);
        assertThat(outcome.exitCode()).as("%s: %s", command, outcome.output()).isZero();
        return outcome.output();
    }

    public Outcome start(Path where, Map<String, String> environment, List<String> command) throws Exception {
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
        URL script = Objects.requireNonNull(ForeignTools.class.getResource("foreign/openssl.sh"));
        try {
            return Objects.requireNonNull(Path.of(script.toURI()).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
