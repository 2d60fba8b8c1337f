package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails of the packaged application, made from properties. The event is synthetic. */
class EmailIT {

    // Far more than an alert takes, also on a busy machine.
    private static final int MOST_MILLISECONDS = 120_000;

    @TempDir
    Path directory;

    private void configure(Outrider outrider, int port) throws IOException {
        outrider.configured("""
                        outrider.sinks = oncall, bad, alerts
                        outrider.egress.allow = 127.0.0.0/8
                        outrider.sink.oncall.type = email
                        outrider.sink.oncall.host = 127.0.0.1
                        outrider.sink.oncall.port = %d
                        outrider.sink.oncall.security = none
                        outrider.sink.oncall.from = Outrider <outrider@example.com>
                        outrider.sink.oncall.to = soc@example.com
                        outrider.sink.oncall.subject = {alert.severity}: {alert.title} on {alert.finding.unmapped.search_result.dest}
                        outrider.sink.bad.type = email
                        outrider.sink.bad.host = 127.0.0.1
                        outrider.sink.bad.security = none
                        outrider.sink.bad.username = outrider
                        outrider.sink.bad.password = hunter2-secret
                        outrider.sink.bad.from = outrider@example.com
                        outrider.sink.bad.to = soc@example.com
                        """.formatted(port));
    }

    @Test
    void eventBecomesAMailAndAWrongSinkIsToldWithoutItsSecret() throws Exception {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp").dynamicPort());
        server.start();
        Outrider outrider = new Outrider(directory);
        configure(outrider, server.getSmtp().getPort());
        try (Outrider.Service service = outrider.start()) {
            outrider.drop("events.log", Outrider.event() + "\n");
            assertThat(server.waitForIncomingEmail(MOST_MILLISECONDS, 1))
                    .as(service.log())
                    .isTrue();
            Awaitility.await()
                    .atMost(Duration.ofMillis(MOST_MILLISECONDS))
                    .untilAsserted(() -> assertThat(outrider.alerts()).hasSize(1));
            service.stop();

            String uid = outrider.alerts().get(0).at("/metadata/uid").asText();
            MimeMessage mail = server.getReceivedMessages()[0];
            assertThat(mail.getMessageID()).isEqualTo("<" + uid + "-0@example.com>");
            assertThat(mail.getSubject())
                    .isEqualTo("Medium: Remote Process Instantiation via WinRM and Winrs on ws-xml.example.com");
            MimeMultipart parts = (MimeMultipart) mail.getContent();
            assertThat(parts.getBodyPart(0).getContent().toString())
                    .contains("Alert:       " + uid, "dest: ws-xml.example.com");
            assertThat(parts.getBodyPart(1).getContent().toString())
                    .contains("<td>" + uid + "</td>", "ws-xml.example.com");
            assertThat(service.log())
                    .contains("outrider.sink.bad.security: expected starttls or tls")
                    .doesNotContain("hunter2");
            assertThat(outrider.deadLetters().toString()).doesNotContain("hunter2");
        } finally {
            server.stop();
        }
    }
}
