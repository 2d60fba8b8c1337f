package io.outrider.camel.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogSettingsTest {

    @TempDir
    Path directory;

    private static Map<String, String> with(String... namesAndValues) {
        Map<String, String> parameters = new HashMap<>(Map.of("name", "test"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    @Test
    void numbersThatCannotBeUsedAreNamed() {
        for (String wrong : new String[] {"0", "-1", "ten", "99999999999", "67108865"}) {
            assertThatThrownBy(() -> SyslogSettings.of(with("maxMessageSize", wrong)))
                    .hasMessage(
                            "maxMessageSize: expected a whole number from 1 to 67108864, but found '" + wrong + "'");
        }
    }

    @Test
    void missingFilesAndUnknownWordsAreNamed() throws IOException {
        String file = Files.createFile(directory.resolve("a.pem")).toString();

        assertThatThrownBy(() -> SyslogSettings.of(with("certificate", "none.pem", "key", file)))
                .hasMessageContaining("certificate: expected a file in PEM format");
        assertThatThrownBy(() -> SyslogSettings.of(with("certificate", file, "key", "")))
                .hasMessageContaining("key: expected a file in PEM format");
        assertThatThrownBy(
                        () -> SyslogSettings.of(with("certificate", file, "key", file, "clientCertificates", "maybe")))
                .hasMessage("clientCertificates: expected none, optional or required, but found 'maybe'");
    }

    @Test
    void tlsIsThereWhereACertificateIsAParameterEvenAnEmptyOne() {
        assertThat(SyslogSettings.of(with()).tls()).isNull();
        assertThatThrownBy(() -> SyslogSettings.of(with("certificate", ""))).hasMessageContaining("certificate");
    }

    @Test
    void filesThatAreNoCertificatesAreRefused() throws IOException {
        String file =
                Files.writeString(directory.resolve("a.pem"), "no certificate").toString();
        SyslogSettings settings = SyslogSettings.of(with("certificate", file, "key", file));

        assertThatThrownBy(() -> new TlsServer(settings.tls()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a certificate chain and its private key");
    }
}
