package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of the Linux audit system. Synthetic. */
class AuditRecordsTest {

    private static final String SERIAL = " msg=audit(1700000000.257:42): ";

    @Test
    void lineIsAnEventWithItsFields() throws IOException {
        Event event = Reading.event(
                "type=SYSCALL" + SERIAL + "arch=c000003e syscall=59 success=yes a0=55 ppid=7 pid=8 tty=(none)"
                        + " comm=\"ls\" exe=\"/usr/bin/ls\" subj==unconfined key=(null)\u001DARCH=x86_64 SYSCALL=execve UID=\"root\"");
        assertThat(event.time()).isEqualTo(Instant.parse("2023-11-14T22:13:20.257Z"));
        assertField(event, "type", "SYSCALL");
        assertField(event, "msg", "audit(1700000000.257:42):");
        assertField(event, "pid", "8");
        assertField(event, "tty", "(none)");
        assertField(event, "comm", "ls");
        assertField(event, "subj", "=unconfined");
        assertField(event, "key", "(null)");
        assertField(event, "ARCH", "x86_64");
        assertField(event, "UID", "root");
        assertField(event, "sourcetype", "linux:audit");
        assertField(event, "source", "/var/log/audit/audit.log");
        assertField(event, "host", "unknown");
        assertThat(event.datasets()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "node=h1 type=CWD msg=audit(1700000000.257:42): cwd=\"/\" ~ h1",
                "<13>Oct 11 22:14:15 relay audispd: node=h1 type=CWD msg=audit(1700000000.257:42): cwd=\"/\" ~ h1",
                "<13>Oct 11 22:14:15 h2 audispd: type=CWD msg=audit(1700000000.257:42): cwd=\"/\" ~ h2",
                "<13>Oct 11 22:14:15 h2 type=CWD msg=audit(1700000000.257:42): cwd=\"/\" ~ h2",
                "<13>Oct 11 22:14:15 h2 kernel: [   12.345678] audit: type=1307 audit(1700000000.257:42): cwd=\"/\" ~ h2",
                "Oct 11 22:14:15 h2 kernel: audit: type=1307 audit(1700000000.257:42): cwd=\"/\" ~ h2",
            })
    void hostIsTheNodeOrThatOfTheHeader(String line, String host) throws IOException {
        Event event = Reading.event(line);
        assertField(event, "host", host);
        assertField(event, "cwd", "/");
        assertField(event, "sourcetype", "linux:audit");
        assertThat(event.time()).isEqualTo(Instant.parse("2023-11-14T22:13:20.257Z"));
        assertThat(event.fields()).doesNotContainKeys("process", "message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001D", " ", ""})
    void nestedMessageAndNamesBehindItAreFields(String separator) throws IOException {
        Event event =
                Reading.event("type=ADD_USER" + SERIAL + "pid=1 uid=0 msg='op=adding user id=1002 acct=\"o'brien\""
                        + " exe=\"/usr/sbin/useradd\" hostname=? addr=192.0.2.1 res=success'" + separator
                        + "UID=\"root\" ID=\"unknown(1002)\"");
        assertField(event, "op", "adding user");
        assertField(event, "id", "1002");
        assertField(event, "acct", "o'brien");
        assertField(event, "hostname", "?");
        assertField(event, "res", "success");
        assertField(event, "UID", "root");
        assertField(event, "ID", "unknown(1002)");
        assertField(event, "host", "unknown");
        assertField(event, "msg", "audit(1700000000.257:42):");
    }

    @Test
    void valuesInHexadecimalStayAsTheyAreAndBackslashesEndNothing() throws IOException {
        Event event = Reading.event("type=EXECVE" + SERIAL + "argc=3 a0=\"a\\\" a1=6C732061 a2=\"x=y\" a3=\"\"");
        assertField(event, "a0", "a\\");
        assertField(event, "a1", "6C732061");
        assertField(event, "a2", "x=y");
        assertField(event, "a3", "");
    }

    @Test
    void firstOfTwoFieldsOfANameCounts() throws IOException {
        Event event =
                Reading.event("type=USER_AVC" + SERIAL + "pid=1 uid=0 msg='avc:  denied  { status } for auid=1000 uid=5"
                        + " exe=\"/x\" sauid=0 hostname=? addr=? terminal=?' UID=\"root\" AUID=\"unset\" AUID=\"jr\"");
        assertField(event, "uid", "0");
        assertField(event, "auid", "1000");
        assertField(event, "AUID", "unset");
    }

    @Test
    void addressInBracesIsAFieldAndSoAreItsParts() throws IOException {
        Event event = Reading.event(
                "type=SOCKADDR" + SERIAL + "saddr=0200\u001DSADDR={ saddr_fam=inet laddr=192.0.2.1 lport=53 }");
        assertField(event, "SADDR", "{ saddr_fam=inet laddr=192.0.2.1 lport=53 }");
        assertField(event, "laddr", "192.0.2.1");
        assertField(event, "lport", "53");
    }

    @Test
    void recordWithoutFieldsIsAnEvent() throws IOException {
        assertField(Reading.event("type=EOE msg=audit(1700000000.257:42): "), "type", "EOE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=CWD msg=audit(x): cwd=\"/\"",
                "type=CWD msg=audit(1.2:3",
                "type=CWD msg=audit(123456789012.1:3): x",
                "type=CWD msg=audit(1:2.3): x",
                "node=h msg=audit(1.2:3): x",
            })
    void lineWithoutATimeOrATypeIsRejected(String line) throws IOException {
        assertThat(Reading.reject(line).reason()).startsWith("expected an audit record");
    }

    private static void assertField(Event event, String field, String text) {
        assertThat(Reading.texts(event, field)).as(field).containsExactly(text);
    }
}
