package dev.releasegate.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasegate.probe.Call;
import dev.releasegate.probe.WrittenBehaviours;
import dev.releasegate.probe.WrittenProof;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofParametersTest {
    private static final String PUT = "<proof><name>put</name><method>put</method><path>/things/{random}</path>"
            + "<headers><Accept>application/json</Accept></headers><body>{\"v\":\"{random}\"}</body>"
            + "<status>201</status></proof>";
    private static final String KNOWN =
            " Known are name, method, path, headers, body, status, mediaType, bodyContains, sameAs.";

    @Test
    void a_proof_is_what_it_says() throws Exception {
        List<WrittenProof> proofs = read(PUT + "<proof><name> get </name><path> /things/{random} </path>"
                + "<bodyContains>{random}</bodyContains><sameAs> put </sameAs></proof>");

        Call put = proofs.get(0).call();
        assertThat(put).hasToString("put: PUT /things/{random}");
        assertThat(put.headers()).isEqualTo(Map.of("Accept", "application/json"));
        assertThat(put.body()).contains("{\"v\":\"{random}\"}");
        assertThat(proofs.get(0).bodyContains()).isEmpty();
        assertThat(proofs.get(0).sameAs()).isEmpty();
        assertThat(proofs.get(1).call()).hasToString("get: GET /things/{random}");
        assertThat(proofs.get(1).bodyContains()).contains("{random}");
        assertThat(proofs.get(1).sameAs()).isEqualTo(Optional.of("put"));
    }

    @Test
    void a_misspelt_element_is_an_error_with_a_suggestion() {
        assertFault(
                "<proof><nam>a</nam><path>/</path></proof>",
                "pom.xml: unknown element <nam> in <proof>; did you mean \"name\"?" + KNOWN);
        assertFault("<prof/>", "pom.xml: unknown element <prof> in <proofs>; did you mean \"proof\"? Known are proof.");
    }

    @Test
    void a_misspelt_word_in_braces_is_an_error_with_a_suggestion() {
        String known = "; did you mean \"{random}\"? Known are {random}, {unknown}.";
        assertFault(proof("<path>/{randon}</path>"), "<proof> a: unknown {randon}" + known);
        assertFault(proof("<path>/</path><body>{randon}</body>"), "<proof> a: unknown {randon}" + known);
        assertFault(
                proof("<path>/</path><bodyContains>{randon}</bodyContains>"), "<proof> a: unknown {randon}" + known);
        assertFault(proof("<path>/</path><headers><A>{randon}</A></headers>"), "<proof> a: unknown {randon}" + known);
        assertFault(proof("<path>/{id}</path>"), "<proof> a: unknown {id}. Known are {random}, {unknown}.");
    }

    @Test
    void braces_that_mean_something_else_are_left_alone_in_a_body() throws Exception {
        assertThat(read(proof("<path>/</path><body>{\"query\":\"{id}\"}</body>"))
                        .get(0)
                        .call()
                        .body())
                .contains("{\"query\":\"{id}\"}");
    }

    @Test
    void what_is_the_same_as_no_earlier_proof_is_an_error_with_a_suggestion() {
        assertFault(
                PUT + proof("<path>/</path><sameAs>pt</sameAs>"),
                "<proof> a: <sameAs> must be the name of an earlier proof, but is \"pt\"; did you mean \"put\"? Known are put.");
        assertFault(
                proof("<path>/</path><sameAs>a</sameAs>"),
                "<proof> a: <sameAs> must be the name of an earlier proof, but is \"a\"; there is none");
    }

    @Test
    void a_proof_needs_a_name_of_its_own_and_a_path() {
        assertFault("", "<proofs> has no <proof> in it: leave it out");
        assertFault("<proof><path>/</path></proof>", "<proof>: <name> is missing");
        assertFault("<proof><name>a</name></proof>", "<proof> a: <path> is missing");
        assertFault(PUT + PUT, "<proof> put: there is an earlier one of that name");
        assertFault(
                proof("<path>/</path><status>99</status>"),
                "<proof> a: <status> must be a whole number from 200 to 599, but is \"99\"");
    }

    @Test
    void a_secret_that_is_not_there_is_named_by_its_variable() {
        assertFault(
                proof("<path>/</path><headers><X-API-Key>env:NO_SUCH_VARIABLE</X-API-Key></headers>"),
                "<headers>: X-API-Key is read from the environment variable NO_SUCH_VARIABLE, which is not set");
    }

    private static String proof(String rest) {
        return "<proof><name>a</name>" + rest + "</proof>";
    }

    private static List<WrittenProof> read(String proofs) throws Exception {
        return ((WrittenBehaviours) ProofParameters.read(Filled.element("<proofs>" + proofs + "</proofs>"))).proofs();
    }

    private static void assertFault(String proofs, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> read(proofs))
                .withMessage(message);
    }
}
