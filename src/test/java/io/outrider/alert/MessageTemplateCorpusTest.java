package io.outrider.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.cim.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every field in the messages of the published detections is found. */
class MessageTemplateCorpusTest {

    @Test
    void noDollarIsLeftButThatOfANameWrittenWithoutItsFirst() throws IOException {
        List<String> messages = messages();
        List<String> left = new ArrayList<>();
        TreeSet<String> fields = new TreeSet<>();
        for (String message : messages) {
            String rendered = MessageTemplate.parse(message).render(field -> {
                fields.add(field);
                return Value.of("value");
            });
            if (rendered.contains("$")) {
                left.add(rendered);
            }
        }
        assertThat(messages).hasSizeGreaterThan(1_600);
        assertThat(fields).contains("dest", "PSWA Host", "user.groups{}").noneMatch(field -> field.contains("$"));
        assertThat(left).hasSizeLessThanOrEqualTo(2).allMatch(rendered -> rendered.contains("by user user$ "));
    }

    private static List<String> messages() throws IOException {
        List<String> messages = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(Corpus.path("escu/detections"))) {
            for (Path path : paths.filter(path -> path.toString().endsWith(".yml"))
                    .sorted()
                    .toList()) {
                Object file = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(path));
                if (file instanceof Map<?, ?> map
                        && map.get("tags") instanceof Map<?, ?> tags
                        && tags.get("message") instanceof String message) {
                    messages.add(message);
                }
            }
        }
        return messages;
    }
}
