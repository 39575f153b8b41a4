package dev.releasegate.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("verdict.json");
    }

    @Test
    void a_new_file_replaces_the_old_one_and_leaves_nothing_beside_it() throws IOException {
        Files.writeString(file, "old and longer");
        WholeFile.write(file, "new".getBytes(UTF_8));
        assertThat(file).hasContent("new");
        assertThat(folder).isDirectoryContaining(file::equals);
        assertThat(folder.toFile().list()).containsExactly("verdict.json");
    }

    @Test
    void the_old_file_stays_when_the_new_one_cannot_be_written() throws IOException {
        Files.writeString(file, "old");
        Path inTheWay = Files.createDirectory(folder.resolve("verdict.json.tmp"));
        Files.writeString(inTheWay.resolve("something"), "that keeps the folder from being deleted");
        assertThatIOException().isThrownBy(() -> WholeFile.write(file, "new".getBytes(UTF_8)));
        assertThat(file).hasContent("old");
    }

    @Test
    void no_draft_stays_when_the_new_file_cannot_be_put_in_its_place() throws IOException {
        Files.writeString(Files.createDirectory(file).resolve("something"), "of somebody");
        assertThatIOException().isThrownBy(() -> WholeFile.write(file, "new".getBytes(UTF_8)));
        assertThat(folder.toFile().list()).containsExactly("verdict.json");
        assertThat(file.resolve("something")).hasContent("of somebody");
    }

    @Test
    void a_draft_that_an_earlier_run_left_behind_is_replaced() throws IOException {
        Files.writeString(folder.resolve("verdict.json.tmp"), "half a verd");
        WholeFile.write(file, "new".getBytes(UTF_8));
        assertThat(file).hasContent("new");
        assertThat(folder.toFile().list()).containsExactly("verdict.json");
    }

    @Test
    void links_are_replaced_and_not_written_through() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "not ours");
        Files.createSymbolicLink(file, precious);
        Files.createSymbolicLink(folder.resolve("verdict.json.tmp"), precious);
        WholeFile.write(file, "new".getBytes(UTF_8));
        assertThat(precious).hasContent("not ours");
        assertThat(file).isRegularFile().hasContent("new");
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }
}
