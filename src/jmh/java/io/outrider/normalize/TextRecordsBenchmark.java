package io.outrider.normalize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.cim.DataModels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A record of each kind of text, from its bytes: to its fields ({@code parse}), and to a common event ({@code event}); beside
 * Jackson reading the tokens of the same bytes as one JSON string ({@code jackson}). Synthetic records.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class TextRecordsBenchmark {

    private static final String RFC_3164 = "<38>Oct 11 22:14:15 web1 ";

    /** The kind of record. */
    @Param({"sshd", "rfc5424", "auditd", "auditd-enriched", "cef", "leef", "keyvalue", "snare", "access", "json", "xml"})
    public String kind;

    private final JsonFactory json = new JsonFactory();
    private final FullPath fullPath =
            new FullPath(new CimMapper(SourceMappings.standard(), DataModels.standard()), DefaultFields.standard());
    private final Normalizer normalizer = new Normalizer(ZoneOffset.UTC, Clock.systemUTC());
    private byte[] bytes = {};
    private byte[] quoted = {};
    private RecordBatch batch = new RecordBatch(new SourceUnit("u", "synthetic"), List.of(), 0);

    @Setup
    public void setUp() throws IOException {
        String text = record(kind);
        bytes = text.getBytes(StandardCharsets.UTF_8);
        quoted = new ObjectMapper().writeValueAsBytes(text);
        RawRecord record = new RawRecord(text, 1, 0, bytes.length, RawRecord.Fault.NONE);
        batch = new RecordBatch(new SourceUnit("u", "synthetic"), List.of(record), bytes.length);
        System.out.println(kind + ": " + bytes.length + " bytes");
    }

    @Benchmark
    public Object parse() throws MalformedRecordException {
        return fullPath.parse(new String(bytes, StandardCharsets.UTF_8), "synthetic", null);
    }

    @Benchmark
    public Object event() {
        return normalizer.normalize(batch);
    }

    @Benchmark
    public int jackson() throws IOException {
        int tokens = 0;
        try (JsonParser parser = json.createParser(quoted)) {
            while (parser.nextToken() != null) {
                // Only so is the string read to its end.
                parser.finishToken();
                tokens++;
            }
        }
        return tokens;
    }

    private static String record(String kind) {
        return switch (kind) {
            case "sshd" -> RFC_3164 + "sshd[5617]: Accepted password for eve from 192.0.2.7 port 63487 ssh2";
            case "rfc5424" ->
                "<165>1 2024-10-11T22:14:15.003Z web1 evntslog 7 ID47 [exampleSDID@32473 iut=\"3\" eventSource=\"Application\""
                        + " eventID=\"1011\"] An application event log entry";
            case "auditd" ->
                "type=EXECVE msg=audit(1700000000.257:15795): argc=3 a0=\"sudo\" a1=\"LD_PRELOAD=./x.so\" a2=\"./prog\"";
            case "auditd-enriched" ->
                "type=SYSCALL msg=audit(1700000000.627:3663): arch=c000003e syscall=59 success=yes exit=0 a0=556a6d697a58"
                        + " a1=556a6d68ad00 a2=556a6d69c980 a3=0 items=2 ppid=1300 pid=1301 auid=1000 uid=0 gid=0 euid=0 suid=0"
                        + " fsuid=0 egid=0 sgid=0 fsgid=0 tty=pts1 ses=1 comm=\"lsmod\" exe=\"/usr/bin/kmod\" subj=unconfined"
                        + " key=\"rootcmd\"\u001DARCH=x86_64 SYSCALL=execve AUID=\"ubuntu\" UID=\"root\" GID=\"root\" EUID=\"root\""
                        + " SUID=\"root\" FSUID=\"root\" EGID=\"root\" SGID=\"root\" FSGID=\"root\"";
            case "cef" ->
                RFC_3164 + "CEF:0|Acme|IDS|1.0|100|worm stopped|10|src=10.0.0.1 spt=1232 dst=2.1.2.2 dpt=80 proto=TCP"
                        + " request=http://www.example.com/a?b\\=c msg=Several words behind each other cs1Label=Rule ID cs1=7"
                        + " rt=1726733170123 act=blocked suser=eve";
            case "leef" ->
                RFC_3164 + "LEEF:2.0|Acme|IDS|1.0|100|^|src=10.0.0.1^srcPort=1232^dst=2.1.2.2^dstPort=80^proto=TCP^cat=worm^sev=5"
                        + "^devTime=2024-10-11T22:14:15.003Z^usrName=eve";
            case "keyvalue" ->
                "<189>date=2024-10-11 time=22:14:15 devname=\"fw1\" devid=\"FG100\" logid=\"0000000013\" type=\"traffic\""
                        + " subtype=\"forward\" level=\"notice\" srcip=10.1.100.11 srcport=54190 srcintf=\"port12\" dstip=192.0.2.7"
                        + " dstport=443 dstintf=\"port11\" sessionid=56 proto=6 action=\"close\" policyid=1 service=\"HTTPS\""
                        + " duration=9 sentbyte=1118 rcvdbyte=3375 sentpkt=10 rcvdpkt=12 appcat=\"unscanned\" tz=\"+0200\"";
            case "snare" ->
                RFC_3164 + "MSWinEventLog\t1\tSecurity\t77\tFri Mar 01 10:20:30 2024\t4688\tMicrosoft-Windows-Security-Auditing"
                        + "\tN/A\tN/A\tSuccess Audit\tws1.example.org\tProcess Creation\t\tA new process has been created."
                        + "    Creator Subject:   Security ID:  S-1-5-21-1-1001   Account Name:  Bob   Account Domain:  EXAMPLE"
                        + "   Logon ID:  0x3E7    Process Information:   New Process ID:  0x1b28   New Process Name:"
                        + " C:\\Windows\\System32\\cmd.exe   Creator Process ID: 0x1acc   Process Command Line: cmd.exe /c dir";
            case "access" ->
                "192.0.2.7 - bob [11/Oct/2024:22:14:15 -0500] \"GET /x/y?a=1&b=2 HTTP/1.1\" 200 512 \"http://www.example.com/\""
                        + " \"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36\"";
            case "json" ->
                RFC_3164 + "nxlog[1]: {\"EventTime\":\"2024-03-01 10:20:30\",\"Hostname\":\"ws1.example.org\",\"EventID\":4688,"
                        + "\"SourceName\":\"Microsoft-Windows-Security-Auditing\",\"Channel\":\"Security\",\"NewProcessId\":\"0x1b28\","
                        + "\"NewProcessName\":\"C:\\\\Windows\\\\System32\\\\cmd.exe\",\"CommandLine\":\"cmd.exe /c dir\"}";
            default ->
                RFC_3164 + "sysmon: <Event><System><Provider Name=\"Linux-Sysmon\"/><EventID>1</EventID><TimeCreated"
                        + " SystemTime=\"2024-10-11T22:14:15.003Z\"/><Channel>Linux-Sysmon/Operational</Channel><Computer>web1"
                        + "</Computer></System><EventData><Data Name=\"ProcessId\">10268</Data><Data Name=\"Image\">/usr/bin/sudo"
                        + "</Data><Data Name=\"CommandLine\">sudo gdb -nx</Data><Data Name=\"User\">eve</Data></EventData></Event>";
        };
    }
}
