package dev.releasegate.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who says which digest a body has is told if another one arrives. The digests are what {@code openssl dgst} says. */
class ClaimedDigestTest extends WithRegistry {
    private static final String NAME = "/v1/registry/urn:example:a";
    private static final String BODY = "{\"manifest\":{\"b\":2,\"a\":1}}";
    private static final String SHA_256 = "sha-256=:R8jvTjlwGnPiiY4AruOuoL0NCXrMRAELVQOjxFbGm/w=:";
    private static final String SHA_512 =
            "sha-512=:prh7597lvH5MCnfZi7EImbTALTnQ3LmlOQuT9elTjzaM57so+0+AQuzi8nst2V/5HP0spA9JZai0xXT2YgnCKQ==:";
    private static final String OF_ANOTHER = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                SHA_256,
                SHA_512,
                SHA_256 + ", " + SHA_512,
                SHA_512 + "\t,\t" + SHA_256 + " ",
                "md5=:AAAA:," + SHA_256,
                SHA_256 + ",x-new_1.0*=::"
            })
    void a_digest_of_the_bytes_that_were_sent_is_accepted(String digest) {
        assertThat(put("Content-Digest", digest).statusCode()).isEqualTo(201);
        assertThat(put("repr-digest", digest).statusCode()).isEqualTo(200);
        assertThat(put("Content-Digest", digest, "Content-Digest", SHA_256, "Repr-Digest", digest)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void padding_may_be_left_out() {
        assertThat(put("Content-Digest", SHA_256.replaceFirst("=:$", ":")).statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_digest_of_other_bytes_is_refused_and_nothing_is_kept() {
        for (String header : new String[] {"Content-Digest", "Repr-Digest"}) {
            assertRefused(
                    put(header, OF_ANOTHER),
                    header + " does not match: it says " + OF_ANOTHER + ", but that of the body that arrived is "
                            + SHA_256.substring("sha-256=".length()));
        }
        assertThat(put("Content-Digest", SHA_256, "Repr-Digest", OF_ANOTHER).statusCode())
                .isEqualTo(400);
        assertThat(put("Content-Digest", SHA_256 + "," + OF_ANOTHER).statusCode())
                .isEqualTo(400);
        assertThat(put("Content-Digest", OF_ANOTHER + "," + SHA_256).statusCode())
                .isEqualTo(400);
        assertThat(registry.get(NAME).statusCode()).isEqualTo(404);
    }

    /** The digest of the manifest is another thing: that of its canonical form. */
    @Test
    void it_is_about_the_bytes_and_not_about_what_they_mean() {
        String body = BODY.replace(":2", ": 2");
        var request = registry.request(NAME).header("Content-Digest", SHA_256).PUT(BodyPublishers.ofString(body));
        assertThat(registry.send(request).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "sha-256",
                "sha-256=",
                "sha-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
                "sha-256=\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"",
                "SHA-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
                "sha-256=:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=:",
                OF_ANOTHER + ",",
                "," + OF_ANOTHER,
                OF_ANOTHER + " " + OF_ANOTHER,
                OF_ANOTHER + ";q=1",
            })
    void a_malformed_header_is_refused(String digest) {
        assertRefused(digest, "Content-Digest must be of the form sha-256=:base64: (RFC 9530)");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"sha-256=:AAAA:", "sha-256=::", "sha-256=:A:"})
    void what_cannot_be_a_digest_is_refused(String digest) {
        assertRefused(digest, "Content-Digest: sha-256 must be 32 bytes in base64 between two colons");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"md5=:1B2M2Y8AsgTpgAmY7PhCfg==:", "sha=:AAAA:,unixsum=:AAAA:", ""})
    void nobody_is_left_to_believe_a_digest_that_is_not_checked(String digest) {
        assertRefused(digest, "Content-Digest has no digest that is checked here: send sha-256 or sha-512");
    }

    @Test
    void it_may_come_after_the_body() throws IOException {
        assertThat(registry.raw(withTrailer("Content-Digest: " + SHA_256))).startsWith("HTTP/1.1 201 ");
        assertThat(registry.raw(withTrailer("Content-Digest: " + OF_ANOTHER)))
                .startsWith("HTTP/1.1 400 ")
                .contains("Content-Digest does not match");
        assertThat(registry.raw(withTrailer("Content-Digest: nonsense"))).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void that_of_a_query_is_checked_as_well() {
        String query = "{\"capability\":\"read\"}";
        var request = registry.request("/v1/query").header("Content-Digest", SHA_256);
        assertThat(registry.send(request.POST(BodyPublishers.ofString(query))).statusCode())
                .isEqualTo(400);
    }

    /** Refused at once: 100 Continue would ask for the body first. */
    @Test
    void a_body_is_not_asked_for_if_its_digest_cannot_be_checked() throws IOException {
        assertThat(registry.raw(head() + "Content-Length: 2\r\nExpect: 100-continue\r\nContent-Digest: x\r\n\r\n{}"))
                .startsWith("HTTP/1.1 400 ");
    }

    private static String withTrailer(String field) {
        return head() + "Transfer-Encoding: chunked\r\nTrailer: Content-Digest\r\n\r\n"
                + Integer.toHexString(BODY.length()) + "\r\n" + BODY + "\r\n0\r\n" + field + "\r\n\r\n";
    }

    private static String head() {
        return "PUT " + NAME + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: " + RegistryFixture.KEY
                + "\r\nContent-Type: application/json\r\n";
    }

    private HttpResponse<String> put(String... headers) {
        var request = registry.request(NAME).PUT(BodyPublishers.ofString(BODY));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return registry.send(request);
    }

    private static void assertRefused(String digest, String message) {
        List<Header> head = List.of(new BasicHeader("Content-Digest", digest));
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> ClaimedDigest.in(head));
        assertThat(refusal.answer().text()).isEqualTo(Answer.errorBody("bad_request", message));
        assertThat(refusal.answer().status()).isEqualTo(400);
    }

    private static void assertRefused(HttpResponse<String> answer, String message) {
        assertThat(answer.body()).isEqualTo(Answer.errorBody("bad_request", message));
        assertThat(answer.statusCode()).isEqualTo(400);
    }
}
