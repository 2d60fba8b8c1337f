package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties whose values are in files. The secrets are synthetic. */
class SecretFileTest {

    private static final String NAME = "outrider.sink.soc.secret";

    @TempDir
    Path directory;

    private static SmallRyeConfig config(String value) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredSecretKeysHandlers()
                .withSources(new PropertiesConfigSource(Map.of(NAME, value), "test", 100))
                .build();
    }

    private String value(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("soc"), text);
        return config("${file::" + file + "}").getValue(NAME, String.class);
    }

    @Test
    void valueIsTheFilesTextWithoutTheLineBreakAtItsEnd() throws IOException {
        assertThat(value("whsec_one whsec_two\n")).isEqualTo("whsec_one whsec_two");
        assertThat(value("line\r\n")).isEqualTo("line");
        assertThat(value(" with blanks ")).isEqualTo(" with blanks ");
    }

    @Test
    void textThatLooksLikeAnExpressionIsTakenAsItIs() throws IOException {
        assertThat(value("a${b}\\c::{{d}}")).isEqualTo("a${b}\\c::{{d}}");
    }

    @Test
    void fileThatCannotBeUsedIsNamedAndNothingOfItIsTold() throws IOException {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> config("${file::" + missing + "}").getValue(NAME, String.class))
                .hasMessageContaining(missing.toString())
                .hasMessageContaining("expected a file that can be read");
        assertThatThrownBy(() -> config("${file::" + directory + "}").getValue(NAME, String.class))
                .hasMessageContaining("expected a file that can be read");
        assertThatThrownBy(() -> value("\n")).hasMessageContaining("expected a secret, but found nothing");
        assertThatThrownBy(() -> value("x".repeat(70_000)))
                .hasMessageContaining("65536 bytes")
                .hasMessageNotContaining("xxx");
        Path bytes = Files.write(directory.resolve("bytes"), "secret-ü".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> config("${file::" + bytes + "}").getValue(NAME, String.class))
                .hasMessageContaining("UTF-8")
                .hasMessageNotContaining("secret-");
    }
}
