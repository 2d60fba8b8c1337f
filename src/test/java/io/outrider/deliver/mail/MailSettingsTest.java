package io.outrider.deliver.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.deliver.Finding;
import io.outrider.deliver.SinkSettings;
import io.outrider.deliver.mail.MailSettings.Security;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailSettingsTest {

    private static MailSettings settings(String... properties) {
        Map<String, String> all = new HashMap<>(Map.of("host", "mail.example.com"));
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        return MailSettings.of(new SinkSettings("email", "soc", all));
    }

    @Test
    void conversationIsSecuredUnlessTheOperatorSaysOtherwise() {
        assertThat(settings().security()).isEqualTo(Security.STARTTLS);
        assertThat(settings().port()).isEqualTo(587);
        assertThat(settings("security", "tls").port()).isEqualTo(465);
        assertThat(settings("security", "none").port()).isEqualTo(25);
        assertThat(settings("port", "2525", "host", "fd00::25").host()).isEqualTo("fd00::25");
        assertThat(settings().where()).isEqualTo("email soc at mail.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host | | host: expected a value, but found nothing",
                "host | a b | host: expected a host such as mail.example.com, but found 'a b'",
                "host | smtp://a | host: expected a host such as mail.example.com, but found 'smtp://a'",
                "port | 0 | port: expected 1 to 65535, but found '0'",
                "port | 65536 | port: expected 1 to 65535, but found '65536'",
                "security | ssl | security: expected one of none, starttls, tls, but found 'ssl'",
                "password | hunter2 | username: expected one beside the password, but found nothing",
                "username | me | password: expected a value, but found nothing",
                "timeout | 0 | timeout: expected 1 to 120000 milliseconds, but found '0'",
                "localName | a b | localName: expected a name such as outrider.example.com, but found 'a b'"
            })
    void wrongPropertyIsTold(String property, String value, String message) {
        assertThatThrownBy(() -> settings(property, value == null ? "" : value)).hasMessage(message);
    }

    @Test
    void passwordIsNotSentInTheClear() {
        assertThatThrownBy(() -> settings("security", "none", "username", "me", "password", "hunter2"))
                .hasMessageStartingWith("security: expected starttls or tls")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void passwordIsInNoTextHoweverItIsWritten() {
        MailSettings settings = settings("username", "me", "password", "hunter2");

        // Base64 of hunter2, and of me NUL me NUL hunter2.
        assertThat(settings.withoutSecrets("no hunter2, aHVudGVyMg== or bWUAbWUAaHVudGVyMg=="))
                .isEqualTo("no ***, *** or ***");
        assertThat(settings.toString()).doesNotContain("hunter2");
        assertThat(settings().withoutSecrets("hunter2")).isEqualTo("hunter2");
    }

    @Test
    void idsFollowFromTheFindings() {
        MailThread thread = new MailThread("example.com");
        List<Finding> create = List.of(new Finding(MailFindings.document("0a1b", 0, 1)));
        List<Finding> update = List.of(new Finding(MailFindings.document("0a1b", 3, 2)));
        List<Finding> both = List.of(create.get(0), update.get(0));

        assertThat(thread.id(create)).isEqualTo("<0a1b-0@example.com>");
        assertThat(thread.begunBy(create)).isEmpty();
        assertThat(thread.id(update)).isEqualTo("<0a1b-3@example.com>");
        assertThat(thread.begunBy(update)).contains("<0a1b-0@example.com>");
        assertThat(thread.id(both)).matches("<digest-[0-9a-f]{64}@example.com>").isEqualTo(thread.id(both));
        assertThat(thread.begunBy(both)).isEmpty();
    }
}
