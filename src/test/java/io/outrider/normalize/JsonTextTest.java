package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Strings are decoded as Jackson decodes them, wherever their escapes stand. */
class JsonTextTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Provide
    Arbitrary<String> strings() {
        return Arbitraries.of(
                        "\\\\",
                        "\\n",
                        "\\r",
                        "\\t",
                        "\\b",
                        "\\f",
                        "\\/",
                        "\\\"",
                        "\\u0041",
                        "\\u00e9",
                        "\\u20AC",
                        "é",
                        "€",
                        "😀",
                        "a",
                        "Windows",
                        "System32",
                        "C:",
                        " ",
                        "12345678")
                .list()
                .ofMaxSize(24)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 2_000)
    void stringIsDecodedAsByJackson(@ForAll("strings") String string) throws JsonProcessingException {
        byte[] quoted = ("\"" + string + "\"").getBytes(StandardCharsets.UTF_8);
        assertThat(JsonText.decode(quoted, 1, quoted.length - 1))
                .isEqualTo(JACKSON.readValue("\"" + string + "\"", String.class));
    }

    @Property(tries = 200)
    void noByteBehindTheStringIsWritten(@ForAll("strings") String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        // What the target held before; no text in UTF-8 has such a byte.
        byte untouched = -1;
        byte[] target = new byte[bytes.length + Long.BYTES];
        Arrays.fill(target, untouched);
        JsonText.decode(bytes, 0, bytes.length, target);
        assertThat(Arrays.copyOfRange(target, bytes.length, target.length)).containsOnly(untouched);
    }
}
