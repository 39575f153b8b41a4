package dev.releasegate.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path directory;

    private RunFolder folder;

    @BeforeEach
    void name_the_folder() {
        folder = new RunFolder(directory.resolve("target").resolve("release-gate"));
    }

    @Test
    void a_folder_that_is_not_there_is_made() throws IOException {
        folder.clear();

        assertThat(folder.directory()).isEmptyDirectory();
    }

    @Test
    void the_evidence_of_an_older_run_is_removed_and_nothing_else() throws IOException {
        Files.createDirectories(folder.registryData().resolve("deep"));
        Files.writeString(folder.registryData().resolve("deep").resolve("store"), "old");
        Path foreign = folder.directory().resolve("notes.txt");
        for (Path file : List.of(
                folder.samples(),
                folder.session(),
                folder.verdict(),
                folder.summary(),
                folder.serviceOutput(),
                foreign)) {
            Files.writeString(file, "old");
        }

        folder.clear();

        assertThat(folder.directory()).isDirectoryContaining(foreign::equals);
        assertThat(folder.directory().toFile().list()).containsExactly("notes.txt");
    }

    @Test
    void a_folder_of_somebody_else_is_refused_and_left_as_it_is() throws IOException {
        Files.createDirectories(folder.registryData());
        Files.writeString(folder.samples(), "mine");

        assertThatIOException()
                .isThrownBy(folder::clear)
                .withMessage(folder.directory()
                        + " has files in it, and none of them is of a release gate: choose another outputDirectory, for what"
                        + " is there would be replaced");

        assertThat(folder.samples()).hasContent("mine");
        assertThat(folder.registryData()).exists();
    }

    @Test
    void what_a_link_among_the_data_leads_to_is_left_alone() throws IOException {
        Path precious = Files.createDirectories(directory.resolve("precious"));
        Files.writeString(precious.resolve("photo"), "smile");
        Files.createDirectories(folder.registryData());
        Files.createSymbolicLink(folder.registryData().resolve("link"), precious);
        Files.writeString(folder.session(), "old");

        folder.clear();

        assertThat(folder.registryData()).doesNotExist();
        assertThat(precious.resolve("photo")).hasContent("smile");
    }

    @Test
    void data_that_are_a_link_themselves_are_left_alone_too() throws IOException {
        Path precious = Files.createDirectories(directory.resolve("precious"));
        Files.writeString(precious.resolve("photo"), "smile");
        Files.createDirectories(folder.directory());
        Files.createSymbolicLink(folder.registryData(), precious);
        Files.writeString(folder.session(), "old");

        folder.clear();

        assertThat(Files.exists(folder.registryData())).isFalse();
        assertThat(precious.resolve("photo")).hasContent("smile");
    }

    @Test
    void a_folder_behind_a_link_is_refused_and_what_the_link_leads_to_is_not_touched() throws IOException {
        Path project = Files.createDirectory(directory.resolve("project"));
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(project.resolve("target"), elsewhere);
        RunFolder folder = new RunFolder(project.resolve("target/release-gate/default"));

        assertThatIOException()
                .isThrownBy(() -> folder.refuseLinks(project))
                .withMessage(link + " is a symbolic link, to " + elsewhere + ": evidence is not written through links."
                        + " Remove it, or choose another outputDirectory");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void a_link_above_the_project_is_none_of_its_business() throws IOException {
        Path real = Files.createDirectories(directory.resolve("real/project"));
        Path project = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"))
                .resolve("project");

        new RunFolder(project.resolve("target/release-gate/default")).refuseLinks(project);

        assertThat(real).isEmptyDirectory();
    }
}
