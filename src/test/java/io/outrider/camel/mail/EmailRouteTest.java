package io.outrider.camel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.outrider.FreePort;
import io.outrider.app.Certificates;
import io.outrider.camel.ShippedRoutes;
import io.outrider.camel.http.Names;
import io.outrider.camel.template.QuteTemplates;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.FailedDeliveryException;
import io.outrider.deliver.RefusedDeliveryException;
import io.outrider.deliver.mail.MailFindings;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The email sink's route as it is shipped, against GreenMail (a real mail server: SMTP, SMTP over TLS, AUTH) and against a scripted
 * server for STARTTLS and for what GreenMail does not do. Findings are synthetic.
 */
class EmailRouteTest {

    private static final String HOST = "mail.example.com";

    @TempDir
    static Path keys;

    // GreenMail's, which it reads once.
    private static Certificates certificates;

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<String> undelivered = new ArrayList<>();
    private CamelContext context;
    private int tries;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = Certificates.make(keys, HOST);
        System.setProperty(
                DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY,
                certificates.store().toString());
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, Certificates.PASSWORD);
    }

    @AfterAll
    static void forgetCertificates() {
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY);
        System.clearProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY);
    }

    private void start(String allow, DnsResolver names, Map<String, String> sink, String redeliveries)
            throws Exception {
        tries = 1 + Integer.parseInt(redeliveries);
        context = ShippedRoutes.context(Map.of());
        SmtpClient client = new SmtpClient(EgressPolicy.allowing(List.of(allow)), names);
        open.add(client);
        context.getRegistry().bind("emailSink", new EmailSink(client, new QuteTemplates(path -> path)));
        // Who calls the route says what becomes of a failure: here the test.
        context.addRoutes(new RouteConfigurationBuilder() {
            @Override
            public void configuration() {
                routeConfiguration("sinks").errorHandler(noErrorHandler());
            }
        });
        ShippedRoutes.load(context, "sinks/email");
        context.start();
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "name", "soc",
                "host", HOST,
                "from", "Outrider <outrider@example.com>",
                "to", "soc@example.com",
                "security", "none",
                "localName", "outrider.example.com",
                "timeout", "10000"));
        parameters.putAll(sink);
        TemplatedRouteBuilder.builder(context, "email-sink")
                .routeId("sink-soc")
                .parameters(parameters)
                .add();
    }

    private void start(Map<String, String> sink) throws Exception {
        start("127.0.0.0/8", new Names("127.0.0.1"), sink, "3");
    }

    private void start(ScriptedSmtp server, String... more) throws Exception {
        start(properties(server.port(), more));
    }

    private static Map<String, String> properties(int port, String... more) {
        Map<String, String> sink = new HashMap<>(Map.of("port", String.valueOf(port)));
        for (int i = 0; i < more.length; i += 2) {
            sink.put(more[i], more[i + 1]);
        }
        return sink;
    }

    private ScriptedSmtp scripted() throws IOException {
        ScriptedSmtp server = new ScriptedSmtp(null);
        open.add(server);
        return server;
    }

    private ScriptedSmtp scripted(Certificates certificates) throws Exception {
        ScriptedSmtp server = new ScriptedSmtp(certificates.server());
        open.add(server);
        return server;
    }

    private GreenMail greenMail(String protocol) {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol).dynamicPort());
        server.setUser("soc@example.com", "soc", "s\u00f6c p@ss/w:%rd");
        server.start();
        open.add(server::stop);
        return server;
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    // As an outbox does, but without a wait: again while it failed, and never after a refusal.
    private void send(Object body, Map<String, Object> headers) {
        for (int i = 1; i <= tries; i++) {
            Exchange sent = context.createProducerTemplate().send("direct:sink-soc", exchange -> {
                exchange.getMessage().setBody(body);
                exchange.getMessage().setHeaders(new HashMap<>(headers));
            });
            assertThat(sent.getMessage().getBody()).as("stays what it is").isEqualTo(body);
            Exception failure = sent.getException();
            if (failure == null) {
                return;
            }
            boolean refused = failure instanceof RefusedDeliveryException;
            assertThat(refused || failure instanceof FailedDeliveryException)
                    .as(failure.toString())
                    .isTrue();
            if (refused || i == tries) {
                undelivered.add(failure.getMessage());
                return;
            }
        }
    }

    private void send(int revision, int activity) {
        send(MailFindings.document("0a1b", revision, activity), Map.of());
    }

    private String onlyReason() {
        assertThat(undelivered).hasSize(1);
        assertThat(undelivered.get(0)).doesNotContain("hunter2", "aHVudGVyMg");
        return undelivered.get(0);
    }

    private static MimeMessage only(GreenMail server) {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static String header(MimeMessage mail, String name) throws Exception {
        String[] values = mail.getHeader(name);
        assertThat(values).as(name).hasSize(1);
        return values[0];
    }

    private static List<String> headers(MimeMessage mail) throws Exception {
        List<String> names = new ArrayList<>();
        for (Enumeration<jakarta.mail.Header> all = mail.getAllHeaders(); all.hasMoreElements(); ) {
            names.add(all.nextElement().getName());
        }
        return names;
    }

    private static String part(MimeMessage mail, int number) throws Exception {
        return ((MimeMultipart) mail.getContent())
                .getBodyPart(number)
                .getContent()
                .toString()
                .replace("\r\n", "\n");
    }

    @Test
    void alertIsAMailWithTextAndHtml() throws Exception {
        GreenMail server = greenMail("smtp");
        start(properties(server.getSmtp().getPort(), "cc", "Bob <oncall@example.com>"));
        send(0, 1);

        assertThat(server.getReceivedMessages()).as("one for each recipient").hasSize(2);
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("[High] Remote Process Instantiation");
        assertThat(header(mail, "From")).isEqualTo("Outrider <outrider@example.com>");
        assertThat(header(mail, "To")).isEqualTo("soc@example.com");
        assertThat(header(mail, "Cc")).isEqualTo("Bob <oncall@example.com>");
        assertThat(header(mail, "Message-ID")).isEqualTo("<0a1b-0@example.com>");
        assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.getSentDate()).isEqualTo(Instant.parse("2025-01-01T01:00:00Z"));
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain; charset=UTF-8");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html; charset=UTF-8");
        assertThat(part(mail, 0)).startsWith("High: Remote Process Instantiation\n\nwinrs.exe on ws-042\n");
        assertThat(part(mail, 1)).contains("<h2 style=\"font-size: 18px\">High: Remote Process Instantiation</h2>");
        assertThat(undelivered).isEmpty();
    }

    @Test
    void updateAndCloseGoOnWithTheMailOfTheCreate() throws Exception {
        GreenMail server = greenMail("smtp");
        start(properties(server.getSmtp().getPort()));
        send(0, 1);
        send(1, 2);
        send(4, 3);

        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(mails).hasSize(3);
        assertThat(headers(mails[0])).doesNotContain("In-Reply-To", "References");
        for (int i = 1; i < 3; i++) {
            assertThat(header(mails[i], "Message-ID"))
                    .isEqualTo(i == 1 ? "<0a1b-1@example.com>" : "<0a1b-4@example.com>");
            assertThat(header(mails[i], "In-Reply-To")).isEqualTo("<0a1b-0@example.com>");
            assertThat(header(mails[i], "References")).isEqualTo("<0a1b-0@example.com>");
            assertThat(mails[i].getSubject()).isEqualTo(mails[0].getSubject());
        }
    }

    @Test
    void severalFindingsAreOneMail() throws Exception {
        GreenMail server = greenMail("smtp");
        start(properties(server.getSmtp().getPort()));
        send(
                List.of(
                        MailFindings.document("0a1b", 0, 1),
                        MailFindings.document("0a1c", 0, 1),
                        MailFindings.document("0a1d", 2, 2)),
                Map.of());

        MimeMessage mail = only(server);
        assertThat(mail.getSubject()).isEqualTo("3 alerts, up to High");
        assertThat(header(mail, "Message-ID")).matches("<digest-[0-9a-f]{64}@example.com>");
        assertThat(headers(mail)).doesNotContain("In-Reply-To", "References");
        assertThat(part(mail, 0)).contains("alert 0a1b\n", "alert 0a1c\n", "alert 0a1d\n");
        assertThat(part(mail, 1)).contains("<td>0a1b</td>", "<td>0a1c</td>", "<td>0a1d</td>");
    }

    @Test
    void moreFindingsThanAMailTakesAreSeveralMails() throws Exception {
        GreenMail server = greenMail("smtp");
        start(properties(server.getSmtp().getPort()));
        List<Map<String, Object>> findings = new ArrayList<>();
        for (int i = 0; i < 501; i++) {
            findings.add(MailFindings.document("a" + i, 0, 1));
        }
        send(findings, Map.of());

        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(mails).hasSize(2);
        assertThat(mails[0].getSubject()).isEqualTo("500 alerts, up to High");
        assertThat(header(mails[1], "Message-ID")).isEqualTo("<a500-0@example.com>");
    }

    @Test
    void nothingOfAnEventMakesAHeaderARecipientOrMarkup() throws Exception {
        for (String hostile : List.of(
                "x\r\nBcc: evil@example.net\r\n\r\nbody",
                "x\nX-Injected: 1",
                "x\r.\r\nMAIL FROM:<evil@example.net>",
                "x\n.\n",
                "=?utf-8?q?x=0D=0ABcc:_evil@example.net?=",
                "\u560d\u560aBcc: evil@example.net",
                "x\u2028Bcc: evil@example.net\u0085X-Injected: 1",
                "<script>alert(1)</script><img src=x onerror=\"alert('1')\">",
                "{alert.id}{#eval 'x' /}${body}{{name}}",
                "x".repeat(5000))) {
            GreenMail server = greenMail("smtp");
            start(properties(server.getSmtp().getPort()));
            send(MailFindings.document("0a1b", 0, 1, hostile), Map.of());

            MimeMessage mail = only(server);
            assertThat(headers(mail))
                    .as(hostile)
                    .containsOnlyOnce("Subject")
                    .isSubsetOf(
                            "Return-Path",
                            "Received",
                            "Date",
                            "From",
                            "To",
                            "Message-ID",
                            "Subject",
                            "Auto-Submitted",
                            "MIME-Version",
                            "Content-Type");
            assertThat(mail.getAllRecipients()).hasSize(1);
            assertThat(mail.getSubject().lines()).hasSize(1);
            assertThat(part(mail, 1)).doesNotContain("<script", "<img");
            assertThat(part(mail, 0)).doesNotContain("\nBcc:", "\nX-Injected", "\nMAIL FROM", "\n.\n");
            context.stop();
        }
    }

    @Test
    void nothingThatCameWithAnEventReachesTheMailLibrary() throws Exception {
        GreenMail server = greenMail("smtp");
        start(properties(server.getSmtp().getPort()));
        send(
                MailFindings.document("0a1b", 0, 1),
                Map.of(
                        "mail.smtp.host", "127.0.0.9",
                        "mail.smtp.from", "evil@example.net",
                        "To", "evil@example.net",
                        "Bcc", "evil@example.net",
                        "Subject", "from outside",
                        "CamelMailMessageId", "x"));

        MimeMessage mail = only(server);
        assertThat(mail.getSubject()).isEqualTo("[High] Remote Process Instantiation");
        assertThat(header(mail, "Return-Path")).isEqualTo("<outrider@example.com>");
        assertThat(headers(mail)).doesNotContain("Bcc", "CamelMailMessageId");
    }

    @Test
    void mailGoesOverTlsWithLoginToAServerOfAnOwnAuthority() throws Exception {
        GreenMail server = greenMail("smtps");
        String[] properties = {
            "security", "tls",
            "username", "soc",
            "password", "s\u00f6c p@ss/w:%rd",
            "truststore", certificates.certificate().toString()
        };
        start(properties(server.getSmtps().getPort(), properties));
        send(0, 1);

        assertThat(undelivered).isEmpty();
        assertThat(only(server).getSubject()).isEqualTo("[High] Remote Process Instantiation");
    }

    @Test
    void wrongPasswordIsRefusedAndToldNowhere() throws Exception {
        ScriptedSmtp server = scripted(certificates).then("AUTH", "535 5.7.8 no: hunter2, bWUAbWUAaHVudGVyMg==");
        start(
                server,
                "security",
                "starttls",
                "username",
                "me",
                "password",
                "hunter2",
                "truststore",
                certificates.store().toString(),
                "truststorePassword",
                Certificates.PASSWORD);
        send(0, 1);

        assertThat(onlyReason()).isEqualTo("email soc at mail.example.com answered 535: 5.7.8 no: ***, ***");
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void mailGoesOverStartTlsAndNothingButTheHelloBefore() throws Exception {
        ScriptedSmtp server = scripted(certificates);
        start(
                server,
                "security",
                "starttls",
                "username",
                "me",
                "password",
                "hunter2",
                "truststore",
                certificates.certificate().toString());
        send(0, 1);

        assertThat(undelivered).isEmpty();
        assertThat(server.commands())
                .startsWith("EHLO outrider.example.com", "STARTTLS", "TLS EHLO outrider.example.com")
                .filteredOn(line -> !line.startsWith("TLS "))
                .hasSize(2);
        assertThat(server.commands())
                .anyMatch(line -> line.startsWith("TLS AUTH "))
                .contains("TLS MAIL FROM:<outrider@example.com>", "TLS RCPT TO:<soc@example.com>");
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void serverWithoutStartTlsGetsNeitherPasswordNorMail() throws Exception {
        ScriptedSmtp server = scripted();
        start(
                "127.0.0.1",
                new Names("127.0.0.1"),
                properties(server.port(), "security", "starttls", "username", "me", "password", "hunter2"),
                "0");
        send(0, 1);

        assertThat(onlyReason())
                .isEqualTo(
                        "email soc at mail.example.com answered STARTTLS is required but host does not support STARTTLS");
        assertThat(server.commands()).noneMatch(line -> line.matches("(AUTH|MAIL|DATA).*"));
    }

    private void assertNotTrusted(Certificates shown, @Nullable Certificates trusted) throws Exception {
        ScriptedSmtp server = scripted(shown);
        Map<String, String> sink =
                properties(server.port(), "security", "starttls", "username", "me", "password", "hunter2");
        if (trusted != null) {
            sink.put("truststore", trusted.certificate().toString());
        }
        start("127.0.0.1", new Names("127.0.0.1"), sink, "0");
        send(0, 1);

        assertThat(onlyReason()).startsWith("email soc at mail.example.com could not be reached: ");
        assertThat(server.commands()).noneMatch(line -> line.matches("(TLS )?(AUTH|MAIL|DATA).*"));
    }

    @Test
    void certificateOfAnUnknownAuthorityIsNotTrusted() throws Exception {
        assertNotTrusted(certificates, null);
    }

    @Test
    void certificateOfAnotherNameIsNotTrusted() throws Exception {
        Certificates other = Certificates.make(directory, "other.example.com");
        assertNotTrusted(other, other);
    }

    // The address that was connected to has the name localhost: it is not the one that was asked for.
    @Test
    void certificateOfTheAddresssNameIsNotTrusted() throws Exception {
        Certificates other = Certificates.make(directory, "localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1");
        assertNotTrusted(other, other);
    }

    @Test
    void certificateThatExpiredIsNotTrusted() throws Exception {
        Certificates expired = Certificates.expired(directory, HOST);
        assertNotTrusted(expired, expired);
    }

    @Test
    void certificateOfAnotherNameIsNotTrustedInTlsFromTheFirstByte() throws Exception {
        GreenMail server = greenMail("smtps");
        start(
                "127.0.0.1",
                new Names("127.0.0.1"),
                properties(
                        server.getSmtps().getPort(),
                        "host",
                        "other.example.com",
                        "security",
                        "tls",
                        "truststore",
                        certificates.certificate().toString()),
                "0");
        send(0, 1);

        assertThat(onlyReason()).startsWith("email soc at other.example.com could not be reached: ");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void hostThatIsNotPublicIsNotCalledUnlessItIsAllowed() throws Exception {
        ScriptedSmtp server = scripted();
        start("10.0.0.0/8", new Names("127.0.0.1"), properties(server.port()), "3");
        send(0, 1);

        assertThat(onlyReason())
                .isEqualTo(
                        "email soc at mail.example.com: expected a public address, or one that outrider.egress.allow lists,"
                                + " but found 127.0.0.1 for mail.example.com");
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void nameIsCalledAtThoseOfItsAddressesThatAreAllowedAndThere() throws Exception {
        ScriptedSmtp server = scripted();
        start("127.0.0.0/24", new Names("169.254.169.254", "127.0.0.9", "127.0.0.1"), properties(server.port()), "0");
        send(0, 1);

        assertThat(undelivered).isEmpty();
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void serverThatIsDownIsTriedAgain() throws Exception {
        start(properties(FreePort.find()));
        send(0, 1);

        assertThat(onlyReason()).startsWith("email soc at mail.example.com could not be reached: Connection refused");
    }

    @Test
    void refusalForAWhileIsTriedAgainWithTheSameMail() throws Exception {
        ScriptedSmtp server = scripted()
                .then("", "421 4.3.2 shutting down")
                .then("MAIL", "451 4.3.0 later")
                .then(".", "452 4.3.1 full");
        start(server);
        send(0, 1);

        assertThat(undelivered).isEmpty();
        assertThat(server.mails()).hasSize(2).allMatch(mail -> mail.contains("Message-ID: <0a1b-0@example.com>"));
    }

    @Test
    void refusalForGoodIsNotTriedAgainAndHasTheAnswer() throws Exception {
        ScriptedSmtp server = scripted().then(".", "554-5.7.1 spam\r\n554 5.7.1 see \u0007 help");
        start(server);
        send(0, 1);

        assertThat(onlyReason()).isEqualTo("email soc at mail.example.com answered 554: 5.7.1 spam 5.7.1 see help");
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void refusalsOfGreetingAndSenderAreForGood() throws Exception {
        ScriptedSmtp server =
                scripted().then("", "554 5.7.1 not you").then("MAIL", "550 5.1.7 bad sender", "530 5.7.0 log in");
        start(server);
        send(0, 1);
        send(0, 1);
        send(0, 1);

        assertThat(undelivered)
                .containsExactly(
                        "email soc at mail.example.com answered 554: 5.7.1 not you",
                        "email soc at mail.example.com answered 550: 5.1.7 bad sender",
                        "email soc at mail.example.com answered 530: 5.7.0 log in");
    }

    @Test
    void othersHaveTheMailThoughOneIsRefusedForGood() throws Exception {
        ScriptedSmtp server = scripted().then("RCPT TO:<gone", "550 5.1.1 no such user");
        start(server, "to", "gone@example.com, soc@example.com");
        send(0, 1);

        assertThat(undelivered).isEmpty();
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void mailThatNobodyTakesIsRefused() throws Exception {
        ScriptedSmtp server = scripted().then("RCPT", "550 5.1.1 no such user", "553 5.1.2 no such domain");
        start(server, "to", "gone@example.com, SOC <soc@example.net>");
        send(0, 1);

        assertThat(onlyReason())
                .isEqualTo("email soc at mail.example.com answered gone@example.com: 550: 5.1.1 no such user;"
                        + " SOC <soc@example.net>: 553: 5.1.2 no such domain");
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void onlyThoseWhoHaveItNotYetGetItWithTheNextTry() throws Exception {
        ScriptedSmtp server = scripted().then("RCPT TO:<busy", "450 4.2.1 busy", "552 too many recipients");
        start(server, "to", "busy@example.com, soc@example.com", "cc", "cc@example.com");
        send(0, 1);

        assertThat(undelivered).isEmpty();
        assertThat(server.commands())
                .filteredOn(line -> line.startsWith("RCPT"))
                .containsExactly(
                        "RCPT TO:<busy@example.com>",
                        "RCPT TO:<soc@example.com>",
                        "RCPT TO:<cc@example.com>",
                        "RCPT TO:<busy@example.com>",
                        "RCPT TO:<busy@example.com>");
        assertThat(server.mails()).hasSize(2).allMatch(mail -> mail.contains("To: busy@example.com, soc@example.com"));
    }

    @Test
    void connectionThatEndsInTheMiddleIsTriedAgain() throws Exception {
        ScriptedSmtp server = scripted()
                .then("", ScriptedSmtp.HANG_UP)
                .then("RCPT", ScriptedSmtp.HANG_UP)
                .then(".", ScriptedSmtp.HANG_UP);
        start(server);
        send(0, 1);

        assertThat(undelivered).isEmpty();
        assertThat(server.mails()).hasSize(2);
    }

    @Test
    void farewellThatDoesNotComeChangesNothing() throws Exception {
        ScriptedSmtp server = scripted().then("QUIT", ScriptedSmtp.SILENCE);
        start(server);
        Instant before = Instant.now();
        send(0, 1);

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(undelivered).isEmpty();
        assertThat(server.mails()).hasSize(1);
    }

    private void assertCostsTheTimeout(ScriptedSmtp server, String... more) throws Exception {
        Map<String, String> sink = properties(server.port(), more);
        sink.put("timeout", "700");
        start("127.0.0.1", new Names("127.0.0.1"), sink, "0");
        Instant before = Instant.now();
        send(0, 1);

        assertThat(Duration.between(before, Instant.now())).isBetween(Duration.ofMillis(690), Duration.ofSeconds(10));
        assertThat(onlyReason())
                .isEqualTo("email soc at mail.example.com could not be reached: no answer within 700 ms");
    }

    @Test
    void serverThatNeverAnswersCostsTheTimeout() throws Exception {
        assertCostsTheTimeout(scripted().then("", ScriptedSmtp.SILENCE));
    }

    @Test
    void serverThatNeverTakesTheMailCostsTheTimeout() throws Exception {
        assertCostsTheTimeout(scripted().then(".", ScriptedSmtp.SILENCE));
    }

    // 700 ms in all, though a line comes every 50.
    @Test
    void answerThatDripsEndsWithTheTimeout() throws Exception {
        assertCostsTheTimeout(scripted().then("EHLO", ScriptedSmtp.DRIP));
    }

    @Test
    void serverThatNeverShakesHandsCostsTheTimeout() throws Exception {
        assertCostsTheTimeout(scripted().then("", ScriptedSmtp.SILENCE), "security", "tls");
    }

    @Test
    void answerWithoutEndIsGivenUp() throws Exception {
        ScriptedSmtp server = scripted().then("EHLO", ScriptedSmtp.FLOOD);
        start("127.0.0.1", new Names("127.0.0.1"), properties(server.port()), "0");
        send(0, 1);

        assertThat(onlyReason())
                .isEqualTo(
                        "email soc at mail.example.com could not be reached: expected answers of at most 1048576 bytes, but"
                                + " found more");
    }

    @Test
    void templateThatCannotBeUsedIsRefusedAndNotTriedAgain() throws Exception {
        ScriptedSmtp server = scripted();
        start(server, "subject", "{#for a in alert.title}{a}{/for}");
        send(0, 1);

        assertThat(onlyReason())
                .startsWith("email soc at mail.example.com: the mail could not be written: the subject, line 1: ");
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void sinkWithAWrongPropertyRefuses() throws Exception {
        start(Map.of("to", "nobody"));
        send(0, 1);

        assertThat(onlyReason()).startsWith("email soc: to: expected addresses such as SOC <soc@example.com>");
    }
}
