package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.normalize.StructuredData.Param;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as RFC 5424, RFC 3164 and what is called so have them. Synthetic, but for what the RFCs show. */
class SyslogHeaderParserTest {

    private static final Instant RECEIVED = Instant.parse("2025-06-15T12:00:00Z");

    /** Priority, time, host, relay, process, pid, msgid and payload; a dash is an absent one, # an empty text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                // RFC 5424, section 6.5
                "<34>1 2003-10-11T22:14:15.003Z my.example.com su - ID47 - 'su root' failed for u"
                        + " ~ 34 ~ 2003-10-11T22:14:15.003Z ~ my.example.com ~ - ~ su ~ - ~ ID47 ~ 'su root' failed for u",
                "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time"
                        + " ~ 165 ~ 2003-08-24T12:14:15.000003Z ~ 192.0.2.1 ~ - ~ myproc ~ 8710 ~ - ~ %% It's time",
                "<165>1 - - - - - - ~ 165 ~ - ~ - ~ - ~ - ~ - ~ - ~ #",
                "<165>1 2003-10-11T22:14:15.003Z - - - - [x@1 a=\"1\"] ~ 165 ~ 2003-10-11T22:14:15.003Z ~ - ~ - ~ - ~ - ~ - ~ #",
                "<13>1 2024-02-22T12:33:50-05:00 fe80::1 /usr/sbin/cron 12 - - x"
                        + " ~ 13 ~ 2024-02-22T17:33:50Z ~ fe80::1 ~ - ~ /usr/sbin/cron ~ 12 ~ - ~ x",
                "577 <14>1 2024-02-22T12:33:50-05:00 PA220 - - - - 1,2024 ~ 14 ~ 2024-02-22T17:33:50Z ~ PA220 ~ - ~ - ~ - ~ - ~ 1,2024",
                "1 2024-02-22T12:33:50Z h app 1 - - x ~ -1 ~ 2024-02-22T12:33:50Z ~ h ~ - ~ app ~ 1 ~ - ~ x",
                // RFC 3164, sections 5.4 and beyond
                "<34>Oct 11 22:14:15 mymachine su: 'su root' failed"
                        + " ~ 34 ~ 2024-10-11T22:14:15Z ~ mymachine ~ - ~ su ~ - ~ - ~ 'su root' failed",
                "Oct 11 22:14:15 h sshd[123]: x y ~ -1 ~ 2024-10-11T22:14:15Z ~ h ~ - ~ sshd ~ 123 ~ - ~ x y",
                "<13>Feb  5 17:32:18 10.0.0.99 Use the BFG! ~ 13 ~ 2025-02-05T17:32:18Z ~ 10.0.0.99 ~ - ~ - ~ - ~ - ~ Use the BFG!",
                "<0>x ~ 0 ~ - ~ - ~ - ~ - ~ - ~ - ~ x",
                "<0>app[7]: x ~ 0 ~ - ~ - ~ - ~ app ~ 7 ~ - ~ x",
                "Oct 11 22:14:15 sshd[123]: no host ~ -1 ~ 2024-10-11T22:14:15Z ~ - ~ - ~ sshd ~ 123 ~ - ~ no host",
                "Oct 11 22:14:15 su: no host ~ -1 ~ 2024-10-11T22:14:15Z ~ - ~ - ~ su ~ - ~ - ~ no host",
                "Oct 11 22:14:15 h postfix/smtpd[9]: x ~ -1 ~ 2024-10-11T22:14:15Z ~ h ~ - ~ postfix/smtpd ~ 9 ~ - ~ x",
                "Oct 11 22:14:15 h su(pam_unix)[9]: x ~ -1 ~ 2024-10-11T22:14:15Z ~ h ~ - ~ su(pam_unix) ~ 9 ~ - ~ x",
                "Oct 11 22:14:15 h com.apple.xpc.launchd[1] (com.x): y"
                        + " ~ -1 ~ 2024-10-11T22:14:15Z ~ h ~ - ~ com.apple.xpc.launchd ~ 1 ~ - ~ (com.x): y",
                "<13>Feb  2 10:00:00 h LOGSTASH[-]: {} ~ 13 ~ 2025-02-02T10:00:00Z ~ h ~ - ~ LOGSTASH ~ - ~ - ~ {}",
                "Oct 11 22:14:15 h http://x/ y ~ -1 ~ 2024-10-11T22:14:15Z ~ h ~ - ~ - ~ - ~ - ~ http://x/ y",
                // rsyslog's and systemd's times
                "<30>2024-02-22T12:33:50.123456-05:00 h app[1]: x ~ 30 ~ 2024-02-22T17:33:50.123456Z ~ h ~ - ~ app ~ 1 ~ - ~ x",
                "2024-02-22T12:33:50-0500 h kernel: x ~ -1 ~ 2024-02-22T17:33:50Z ~ h ~ - ~ kernel ~ - ~ - ~ x",
                // Cisco
                "<166>Sep 07 2019 15:55:03: %ASA-6-302013: Built ~ 166 ~ 2019-09-07T15:55:03Z ~ - ~ - ~ - ~ - ~ - ~ %ASA-6-302013: Built",
                "<166>Sep 07 2019 15:55:03 asa1 : %ASA-6-302013: Built"
                        + " ~ 166 ~ 2019-09-07T15:55:03Z ~ asa1 ~ - ~ - ~ - ~ - ~ %ASA-6-302013: Built",
                "Sep 07 15:55:03 asa1: %ASA-6-302013: Built ~ -1 ~ 2024-09-07T15:55:03Z ~ asa1 ~ - ~ - ~ - ~ - ~ %ASA-6-302013: Built",
                "<166>%ASA-6-302013: Built ~ 166 ~ - ~ - ~ - ~ - ~ - ~ - ~ %ASA-6-302013: Built",
                "<189>29: *Mar  1 18:46:11.5: %SYS-5-CONFIG_I: x ~ 189 ~ 2025-03-01T18:46:11.500Z ~ - ~ - ~ - ~ - ~ - ~ %SYS-5-CONFIG_I: x",
                "<189>29: Mar  1 18:46:11 CET: %SYS-5-CONFIG_I: x ~ 189 ~ 2025-03-01T18:46:11Z ~ - ~ - ~ - ~ - ~ - ~ %SYS-5-CONFIG_I: x",
                "<189>: 2019 Mar  1 18:46:11 UTC: %ETHPORT-5-IF_UP: x ~ 189 ~ 2019-03-01T18:46:11Z ~ - ~ - ~ - ~ - ~ - ~ %ETHPORT-5-IF_UP: x",
                "<191>29: *Mar  1 18:46:11: IP: s=192.0.2.1 ~ 191 ~ 2025-03-01T18:46:11Z ~ - ~ - ~ IP ~ - ~ - ~ s=192.0.2.1",
                // What says itself what it is has no tag and no host
                "<134>Sep 19 08:26:10 CEF:0|a|b ~ 134 ~ 2024-09-19T08:26:10Z ~ - ~ - ~ - ~ - ~ - ~ CEF:0|a|b",
                "<134>Sep 19 08:26:10 h CEF:0|a|b ~ 134 ~ 2024-09-19T08:26:10Z ~ h ~ - ~ - ~ - ~ - ~ CEF:0|a|b",
                "<134>Sep 19 08:26:10 h {\"a\":1} ~ 134 ~ 2024-09-19T08:26:10Z ~ h ~ - ~ - ~ - ~ - ~ {\"a\":1}",
                "2024-09-19T08:26:10Z h type=CWD msg=audit(1.1:1): ~ -1 ~ 2024-09-19T08:26:10Z ~ h ~ - ~ - ~ - ~ - ~ type=CWD msg=audit(1.1:1):",
                // Forwarded twice
                "<13>Oct 11 22:14:16 relay <34>Oct 11 22:14:15 h su: x ~ 34 ~ 2024-10-11T22:14:15Z ~ h ~ relay ~ su ~ - ~ - ~ x",
                "<13>1 2024-10-11T22:14:16Z relay app - - - <34>1 2024-10-11T22:14:15Z h su 1 m - x"
                        + " ~ 34 ~ 2024-10-11T22:14:15Z ~ h ~ relay ~ su ~ 1 ~ m ~ x",
                "<13>Oct 11 22:14:16 relay Oct 11 22:14:15 h su: x ~ 13 ~ 2024-10-11T22:14:15Z ~ h ~ relay ~ su ~ - ~ - ~ x",
                "<13>Oct 11 22:14:17 a <13>Oct 11 22:14:16 b <13>Oct 11 22:14:15 c su: x ~ 13 ~ 2024-10-11T22:14:15Z ~ c ~ a ~ su ~ - ~ - ~ x",
                "<13>Oct 11 22:14:16 h app: <34>x ~ 13 ~ 2024-10-11T22:14:16Z ~ h ~ - ~ app ~ - ~ - ~ <34>x",
                "<13>Oct 11 22:14:16 h Oct 11 22:14:15 began ~ 13 ~ 2024-10-11T22:14:16Z ~ h ~ - ~ - ~ - ~ - ~ Oct 11 22:14:15 began",
            })
    void headerIsReadAsItIsWritten(
            String line,
            int priority,
            String time,
            String host,
            String relay,
            String process,
            String pid,
            String msgid,
            String payload) {
        SyslogHeader header = SyslogHeaderParser.parse(line);
        assertThat(header).isNotNull();
        assertThat(header.priority()).isEqualTo(priority);
        assertThat(
                        header.time() == null
                                ? "-"
                                : header.time()
                                        .instant(ZoneOffset.UTC, RECEIVED)
                                        .toString())
                .isEqualTo(time);
        assertThat(new String[] {header.host(), header.relay(), header.process(), header.pid(), header.msgid()})
                .containsExactly(absent(host), absent(relay), absent(process), absent(pid), absent(msgid));
        assertThat(header.payload()).isEqualTo(payload.equals("#") ? "" : payload);
    }

    /**
     * What Cisco writes before a mnemonic: count, origin ({@code logging origin-id}), sequence number, and the time in the forms of
     * {@code service timestamps log}. Time, host and relay; a dash is an absent one.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "<189>000123: sw1: *Mar  1 2024 12:00:00.123 UTC: ~ 2024-03-01T12:00:00.123Z ~ sw1 ~ -",
                "<189>000123: sw1: .Mar  1 2024 12:00:00.123 UTC: ~ 2024-03-01T12:00:00.123Z ~ sw1 ~ -",
                "<189>000123: sw1: Mar  1 2024 12:00:00.123 UTC: ~ 2024-03-01T12:00:00.123Z ~ sw1 ~ -",
                "<189>29: sw1: 000123: *Mar  1 12:00:00: ~ 2025-03-01T12:00:00Z ~ sw1 ~ -",
                "<189>29: 000123: Mar  1 12:00:00: ~ 2025-03-01T12:00:00Z ~ - ~ -",
                "<189>sw1: 000123: Mar  1 12:00:00: ~ 2025-03-01T12:00:00Z ~ sw1 ~ -",
                "<189>sw1: *Mar  1 12:00:00: ~ 2025-03-01T12:00:00Z ~ sw1 ~ -",
                "<189>29: sw1.example.com: Mar  1 12:00:00: ~ 2025-03-01T12:00:00Z ~ sw1.example.com ~ -",
                "<189>29: 192.0.2.1: 123: Mar  1 2024 12:00:00: ~ 2024-03-01T12:00:00Z ~ 192.0.2.1 ~ -",
                "<189>29: 2001:DB8::1: 123: Mar  1 2024 12:00:00: ~ 2024-03-01T12:00:00Z ~ 2001:DB8::1 ~ -",
                // No address is set
                "<189>29: 0.0.0.0: 123: Mar  1 2024 12:00:00: ~ 2024-03-01T12:00:00Z ~ - ~ -",
                "<189>29: ::: 123: Mar  1 2024 12:00:00: ~ 2024-03-01T12:00:00Z ~ - ~ -",
                // Zones are named as the operator likes
                "<189>29: sw1: Mar  1 12:00:00.123 NewYork: ~ 2025-03-01T12:00:00.123Z ~ sw1 ~ -",
                "<189>29: *Mar  1 12:00:00.123 NewYork: ~ 2025-03-01T12:00:00.123Z ~ - ~ -",
                // Since the start of the device, or no time at all
                "<189>29: 00:00:46: ~ - ~ - ~ -",
                "<189>29: sw1: 123: 2y10w: ~ - ~ sw1 ~ -",
                "<189>29: 1d03h: ~ - ~ - ~ -",
                "<189>29: ~ - ~ - ~ -",
                "<166>45: Mar 1 12:00:00: ~ 2025-03-01T12:00:00Z ~ - ~ -",
                "<166>45: Mar 01 2024 12:00:00: ~ 2024-03-01T12:00:00Z ~ - ~ -",
                "<189>: 2024 Mar  1 12:00:00.123 UTC: ~ 2024-03-01T12:00:00.123Z ~ - ~ -",
                // Without a priority, as a device shows them or a server writes them
                "000123: *Mar  1 2024 12:00:00.123 UTC: ~ 2024-03-01T12:00:00.123Z ~ - ~ -",
                "*Mar  1 2024 12:00:00.123 UTC: ~ 2024-03-01T12:00:00.123Z ~ - ~ -",
                "Mar  1 12:00:02 192.0.2.1 29: *Mar  1 2024 12:00:00.123 UTC: ~ 2024-03-01T12:00:00.123Z ~ 192.0.2.1 ~ -",
                "Mar  1 12:00:02 192.0.2.1 29: ~ 2025-03-01T12:00:02Z ~ 192.0.2.1 ~ -",
                "<189>Mar  1 12:00:02 192.0.2.1 29: sw1: 123: Mar  1 2024 12:00:00 CET: ~ 2024-03-01T12:00:00Z ~ sw1 ~ 192.0.2.1",
                "<13>Mar  1 12:00:02 relay <189>29: sw1: Mar  1 2024 12:00:00 CET: ~ 2024-03-01T12:00:00Z ~ sw1 ~ relay",
                "<189>1 2024-03-01T12:00:02Z 192.0.2.1 - - - - 29: sw1: Mar  1 2024 12:00:00: ~ 2024-03-01T12:00:00Z ~ sw1 ~ 192.0.2.1",
            })
    void headerOfCiscoIsReadUpToTheMnemonic(String header, String time, String host, String relay) {
        String message = "%SYS-5-CONFIG_I: Configured from console by vty0: 1";
        SyslogHeader read = SyslogHeaderParser.parse(header + ' ' + message);
        assertThat(read).isNotNull();
        assertThat(read.payload()).isEqualTo(message);
        assertThat(
                        read.time() == null
                                ? "-"
                                : read.time().instant(ZoneOffset.UTC, RECEIVED).toString())
                .isEqualTo(time);
        assertThat(new String[] {read.host(), read.relay(), read.process()})
                .containsExactly(absent(host), absent(relay), null);
    }

    /** A word and a mnemonic are no header of Cisco's, and what another program says of Cisco's is its message. */
    @Test
    void mnemonicInAMessageOfAnotherProgramMakesNoHeaderOfIt() {
        SyslogHeader header = SyslogHeaderParser.parse(
                "Oct 11 22:14:15 h collector[7]: 29: sw1: Mar  1 12:00:00: %SYS-5-CONFIG_I: x");
        assertThat(header.host()).isEqualTo("h");
        assertThat(header.process()).isEqualTo("collector");
        assertThat(SyslogHeaderParser.parse("sw1: %SYS-5-CONFIG_I: x")).isNull();
        assertThat(SyslogHeaderParser.parse("29: sw1: some %SYS-5-CONFIG_I: x")).isNull();
        assertThat(SyslogHeaderParser.parse("1: 2: 3: 4: %SYS-5-CONFIG_I: x")).isNull();
    }

    private static String absent(String text) {
        return text.equals("-") ? null : text;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "Jan 1 host su: x",
                "<192>x",
                "<>x",
                "<a>x",
                "<1234>x",
                "<34",
                "<Event/>",
                "2024-01-01 10:00:00 INFO x: y",
                "2024-01-01T10:00:00Z no tag behind this",
                "2024-01-01T10:00:00Z x:",
                "Oct 11 22:14 h su: x",
                "type=CWD msg=audit(1.1:1): cwd=\"/\"",
            })
    void otherLinesHaveNoHeader(String line) {
        assertThat(SyslogHeaderParser.parse(line)).isNull();
    }

    @Test
    void structuredDataIsReadWithItsEscapes() {
        SyslogHeader header = SyslogHeaderParser.parse("<165>1 2003-10-11T22:14:15.003Z h app - ID"
                + " [exampleSDID@32473 iut=\"3\" eventSource=\"a\\\"b\\]c\\\\d\\e\"][x@1][y@2 iut=\"\"] \uFEFFmessage");
        assertThat(header.params())
                .containsExactly(new Param("iut", "3"), new Param("eventSource", "a\"b]c\\d\\e"), new Param("iut", ""));
        assertThat(header.payload()).isEqualTo("message");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "[]",
                "[a",
                "[a b",
                "[a b=",
                "[a b=\"",
                "[a b=\"x\"",
                "[a b=x]",
                "[a b=\"x\\\"]",
                "[a ,]",
                "message",
                "[=]"
            })
    void tornStructuredDataIsPartOfTheMessage(String data) {
        SyslogHeader header = SyslogHeaderParser.parse("<165>1 2003-10-11T22:14:15.003Z h app - - " + data);
        assertThat(header.params()).isEmpty();
        assertThat(header.payload()).isEqualTo(data);
    }

    @Test
    void byteOrderMarkBeforeTheMessageAndBeforeTheHeaderIsPassedOver() {
        assertThat(SyslogHeaderParser.parse("\uFEFF<165>1 - h - - - - \uFEFFx").payload())
                .isEqualTo("x");
    }
}
