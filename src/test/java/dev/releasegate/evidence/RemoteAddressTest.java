package dev.releasegate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://example.com/a/b.git, https://example.com/a/b.git",
        "https://user:secret@example.com/a.git, https://example.com/a.git",
        "https://secret@example.com/a.git, https://example.com/a.git",
        "https://user:se@cr:et@example.com:8443/a.git, https://example.com:8443/a.git",
        "https://example.com/a.git?access_token=secret, https://example.com/a.git",
        "https://example.com/a.git#secret, https://example.com/a.git",
        "ssh://git@example.com:22/a.git, ssh://example.com:22/a.git",
        "git@example.com:a/b.git, ssh://example.com/a/b.git",
        "example.com:/a/b.git, ssh://example.com/a/b.git",
        "https://user:secret@[::1]:80/a, https://[::1]:80/a",
    })
    void what_is_told_has_no_credentials(String url, String told) {
        assertThat(RemoteAddress.withoutCredentials(url)).contains(told);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/home/me/shop.git",
                "../shop",
                "file:///home/me/shop.git",
                "C:/Users/me/shop",
                "C:\\Users\\me\\shop",
                "https://user:sec/ret@example.com/a.git",
                "https://example.com/user:secret@/a.git",
                "ext::sh -c secret",
                "user:secret@example.com:a.git",
                "https://example.com/a b",
                "https://example.com/a\u202eb",
                "",
            })
    void a_path_and_what_is_not_understood_are_not_told(String url) {
        assertThat(RemoteAddress.withoutCredentials(url)).isEmpty();
    }
}
