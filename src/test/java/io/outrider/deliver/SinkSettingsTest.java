package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkSettingsTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static SinkSettings settings(String property, String value) {
        Map<String, String> properties = new HashMap<>(
                Map.of("url", "https://soc.example.com/t/hunter2-token?key=hunter2-key", "secret", SECRET));
        properties.put(property, value);
        return new SinkSettings("webhook", "soc", properties);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                url     | ''                             | url: expected an address
                url     | soc.example.com/hunter2        | url: expected an address
                url     | https:///hunter2               | url: expected an address
                url     | file:///hunter2                | url: expected an address
                url     | ftp://soc.example.com/hunter2  | url: expected an address
                url     | https://soc.example.com/hunter2 x | url: expected an address
                url     | https://hunter2:x@soc.example.com/ | url: expected an address without user
                url     | https://soc.example.com/#hunter2 | url: expected an address without user
                secret  | hunter2                        | secret: expected whsec_
                format  | xml                            | format: expected one of cloudevents, ecs, ocsf, splunk-risk, template, but found 'xml'
                secret  | ''                             | secret: expected a value, but found nothing
                signature | none                         | signature: expected standard-webhooks beside a secret, but found none
                signature | off                          | signature: expected one of none, standard-webhooks
                tokenHeader | X-Token                    | token: expected a value beside tokenHeader
                tokenHeader | Content-Length             | tokenHeader: expected the name of a header
                tokenHeader | 'a: b'                     | tokenHeader: expected the name of a header
                tokenScheme | 'Bearer x'                 | tokenScheme: expected a scheme
                token   | hunter2é                  | token: expected visible characters of ASCII
                proxy   | proxy.example.com:3128         | proxy: expected http://, a host and a port
                proxy   | http://proxy.example.com       | proxy: expected http://, a host and a port
                proxy   | http://hunter2:x@proxy.example.com:1 | proxy: expected http://, a host and a port
                proxyUser | soc                          | proxyPassword: expected a value beside proxyUser
                clientKey | soc.key                      | clientCertificate: expected a value beside clientKey
                timeout | 0                              | timeout: expected 1 to 120000 milliseconds
                timeout | 15s                            | timeout: expected 1 to 120000 milliseconds
                timeout | 120001                         | timeout: expected 1 to 120000 milliseconds
                """)
    void whatIsWrongIsToldByNameAndWithoutSecrets(String property, String value, String message) {
        SinkSettings settings = settings(property, value);

        assertThatThrownBy(() -> new Targets().of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void callHas15SecondsUnlessSaid() {
        assertThat(settings("format", "ocsf").timeout()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void messagesNameTheSinkAndTheHostOnly() {
        assertThat(settings("format", "ocsf"))
                .hasToString("webhook soc")
                .extracting(SinkSettings::where)
                .isEqualTo("webhook soc at soc.example.com");
    }

    @Test
    void answerThatRepeatsTheAddressIsReadWithoutIt() {
        assertThat(settings("format", "ocsf")
                        .withoutSecrets("Cannot POST /t/hunter2-token (hunter2-key, hunter2-token)"))
                .isEqualTo("Cannot POST *** (***, ***)");
    }
}
