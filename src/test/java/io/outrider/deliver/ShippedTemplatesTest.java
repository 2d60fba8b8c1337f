package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.Alert.Activity;
import io.outrider.camel.template.QuteTemplates;
import io.outrider.cim.Value;
import io.outrider.deliver.mail.MailTemplates;
import io.outrider.deliver.mail.MailText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the shipped templates give is, byte for byte, in the golden files {@code src/test/resources/templates}. What came out lies in {@code
 * target/templates}, to be looked at and copied where a change is meant. Findings are synthetic, and mean harm.
 */
class ShippedTemplatesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/templates");
    private static final Path MADE = Path.of("target/templates");

    private static Finding hostile(int revision, Activity activity) {
        Map<String, Value> row = new LinkedHashMap<>(RenderedFindings.row());
        row.put("user", Value.of("<b>\"alice\" & 'bob'</b> {alert.id} <!channel> `x`\r\nBcc: x"));
        row.put("process", Value.of("\u202ecmd \\ \u0000\u001b[31m \u2028 ${body}"));
        return new Finding(RenderedFindings.document("TTP", row, revision, activity));
    }

    private static void check(Map<String, String> made) throws IOException {
        Files.createDirectories(MADE);
        for (Map.Entry<String, String> each : made.entrySet()) {
            Files.writeString(MADE.resolve(each.getKey()), each.getValue());
        }
        for (Map.Entry<String, String> each : made.entrySet()) {
            assertThat(each.getValue()).isEqualTo(Files.readString(GOLDEN.resolve(each.getKey())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-issue", "gitlab-issue", "shuffle", "slack", "teams", "tines"})
    void webhooksTemplateGivesWhatItGave(String name) throws IOException {
        SinkSettings sink = new SinkSettings("webhook", "soc", Map.of("template", "templates/" + name + ".json"));
        TemplateFormat format = new TemplateFormat(sink, new QuteTemplates(path -> path));
        Delivery none = new Delivery(
                sink,
                call -> {
                    throw new IllegalStateException("expected no call");
                },
                new ObjectMapper(),
                Clock.systemUTC(),
                new Delivery.Patience(Instant.EPOCH, Duration.ofDays(3)));
        Payload payload = format.of(hostile(1, Activity.UPDATE), none).orElseThrow();

        check(Map.of(name + ".json", new String(payload.body(), StandardCharsets.UTF_8)));
    }

    @Test
    void mailsTemplatesGiveWhatTheyGave() throws IOException {
        MailTemplates templates =
                new MailTemplates(new SinkSettings("email", "soc", Map.of()), new QuteTemplates(path -> path));

        MailText one = templates.write(List.of(hostile(0, Activity.CREATE)));
        MailText digest = templates.write(List.of(hostile(0, Activity.CREATE), hostile(2, Activity.CLOSE)));
        check(Map.of(
                "mail.subject", one.subject(),
                "mail.txt", one.text(),
                "mail.html", String.valueOf(one.html()),
                "digest.subject", digest.subject(),
                "digest.txt", digest.text(),
                "digest.html", String.valueOf(digest.html())));
    }
}
