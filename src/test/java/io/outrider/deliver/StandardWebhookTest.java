package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardWebhookTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static String secret(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // The vector that the libraries of Standard Webhooks test themselves with.
    @Test
    void signsThePublishedExampleAsPublished() {
        assertThat(StandardWebhook.of(SECRET)
                        .signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, utf8("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void eachSecretGivesASignatureOfItsOwn() {
        String both = StandardWebhook.of(" " + secret(24) + "  " + SECRET + " ").signature("id", 1, utf8("{}"));

        assertThat(Stream.of(both.split(" ")))
                .containsExactly(
                        StandardWebhook.of(secret(24)).signature("id", 1, utf8("{}")),
                        StandardWebhook.of(SECRET).signature("id", 1, utf8("{}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hunter2-hunter2",
                "whsec_",
                "whsec_hunter2!",
                "whsec_aHVudGVyMg==",
                "WHSEC_aHVudGVyMg=="
            })
    void whatIsNoSecretIsRefusedAndNotRepeated(String secret) {
        assertThatThrownBy(() -> StandardWebhook.of(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected")
                .hasMessageNotContaining("hunter")
                .hasMessageNotContaining("aHVudGVyMg")
                .hasNoCause();
    }

    @Test
    void secretsHave24To64Bytes() {
        StandardWebhook.of(secret(24) + ' ' + secret(64));
        assertThatThrownBy(() -> StandardWebhook.of(secret(23))).hasMessageContaining("found 23 bytes");
        assertThatThrownBy(() -> StandardWebhook.of(secret(65))).hasMessageContaining("found 65 bytes");
    }
}
