package dev.releasegate.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestTest {
    @TempDir
    Path directory;

    /** The examples of FIPS 180-2, B.1 and B.3: "abc", and a million times "a". */
    @Test
    void a_file_of_any_size_has_the_digest_of_all_its_bytes() throws Exception {
        assertThat(FileDigest.of(file("empty", "")))
                .isEqualTo(new FileDigest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0));
        assertThat(FileDigest.of(file("abc", "abc")))
                .isEqualTo(new FileDigest("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3));
        assertThat(FileDigest.of(file("million", "a".repeat(1_000_000))))
                .isEqualTo(
                        new FileDigest("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", 1_000_000));
    }

    @Test
    void a_file_that_is_not_there_has_none() {
        assertThatThrownBy(() -> FileDigest.of(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void a_seal_breaks_with_any_change_of_a_content_a_name_or_what_is_there() throws Exception {
        Path one = file("one", "1");
        Path other = file("other", "2");
        String seal = Seal.of(List.of(one, other));
        assertThat(seal).matches("[0-9a-f]{64}").isEqualTo(Seal.of(List.of(one, other)));
        assertThat(Seal.of(List.of(other, one))).isNotEqualTo(seal);
        assertThat(Seal.of(List.of(one, file("another", "2")))).isNotEqualTo(seal);
        file("other", "3");
        assertThat(Seal.of(List.of(one, other))).isNotEqualTo(seal);
        Files.delete(other);
        assertThat(Seal.of(List.of(one, other))).isNotEqualTo(seal);
        file("other", "2");
        assertThat(Seal.of(List.of(one, other))).isEqualTo(seal);
    }

    private Path file(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }
}
