package dev.releasegate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasegate.budget.Metric;
import dev.releasegate.record.ErrorReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps what the documents promise true where a test can. */
class DocumentationTest {
    private static final Pattern FIRST_XML = Pattern.compile("```xml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @Test
    void the_pom_of_the_readme_is_that_of_the_example_and_has_twelve_lines_at_most() throws IOException {
        Matcher block = FIRST_XML.matcher(read("README.md"));
        assertThat(block.find()).isTrue();
        assertThat(block.group(1).lines().count()).isLessThanOrEqualTo(12);
        assertThat(withoutBlanks(read("docs/example/pom.xml"))).contains(withoutBlanks(block.group(1)));
    }

    @Test
    void every_document_names_the_version_of_the_pom() throws IOException {
        Matcher version = Pattern.compile(
                        "<artifactId>release-gate-maven-plugin</artifactId>\\s*<version>(.+?)</version>")
                .matcher(read("pom.xml"));
        assertThat(version.find()).isTrue();
        for (Path document : documents()) {
            Matcher named = Pattern.compile("release-gate-maven-plugin(?::|</artifactId>\\s*<version>)([0-9][^:<]*)")
                    .matcher(Files.readString(document));
            while (named.find()) {
                assertThat(named.group(1)).as(document.toString()).isEqualTo(version.group(1));
            }
        }
    }

    @Test
    void every_link_leads_to_a_file() throws IOException {
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                assertThat(document.resolveSibling(link.group(1)).normalize()).exists();
            }
        }
    }

    @Test
    void every_metric_and_every_error_reason_is_documented() throws IOException {
        assertThat(Metric.labels())
                .allSatisfy(metric -> assertThat(read("docs/budgets.md")).contains("`" + metric + "`"));
        assertThat(ErrorReason.codes())
                .allSatisfy(reason -> assertThat(read("docs/perf-log.md")).contains("`" + reason + "`"));
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                            files, Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }

    private static String withoutBlanks(String text) {
        return text.replaceAll("\\s+", "");
    }
}
