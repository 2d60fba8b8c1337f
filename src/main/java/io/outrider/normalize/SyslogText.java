package io.outrider.normalize;

import io.outrider.normalize.RecordParser.TextFacts;
import java.util.List;
import java.util.Set;

/**
 * A message in words: {@code Accepted password for root from 10.0.0.5 port 63487 ssh2}. It is the field {@code message};
 * {@code key=value} pairs in it are fields too, as Splunk's automatic extraction makes them, and the parts of Cisco's {@code
 * %ASA-6-302013:} are {@code facility}, {@code severity_id}, {@code mnemonic} and, where it is a number, {@code message_id}.
 * What the words mean is for the mappings.
 */
final class SyslogText implements RecordParser {

    static final String SHAPE = "syslog";
    static final String SOURCETYPE = "syslog";

    /** Pairs in one sentence; PAM's longest has nine. */
    private static final int MAX_PAIRS = 128;

    /**
     * By these an event is found or told apart. A message in words quotes what strangers say, as the name of a user who could
     * not log in: they must not choose what it is taken for.
     */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "source",
            "sourcetype",
            "eventtype",
            "index",
            "tag",
            "_time",
            "_raw",
            "message",
            "process",
            "pid",
            "EventID",
            "EventCode",
            "Channel",
            "Name",
            "facility",
            "severity_id",
            "mnemonic",
            "message_id");

    @Override
    public boolean accepts(String text) {
        return true;
    }

    @Override
    public Parsed parse(String text) throws MalformedRecordException {
        FieldTable fields = new FieldTable();
        fields.add("message", text);
        CiscoMnemonic mnemonic = CiscoMnemonic.parse(text, 0);
        if (mnemonic != null) {
            fields.add("facility", mnemonic.facility());
            fields.add("severity_id", mnemonic.severity());
            fields.add("mnemonic", mnemonic.mnemonic());
            if (isNumber(mnemonic.mnemonic())) {
                fields.supply("message_id", List.of(mnemonic.mnemonic()));
            }
        }
        PairScanner pairs = new PairScanner(text);
        for (int i = 0; i < MAX_PAIRS && pairs.next(); i++) {
            if (!pairs.value().isEmpty() && !RESERVED.contains(pairs.key()) && !fields.has(pairs.key())) {
                fields.add(pairs.key(), pairs.value());
            }
        }
        return new Parsed(SHAPE, fields, new TextFacts(SOURCETYPE, null, null));
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
