package io.outrider.deliver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a row under the names that artifacts of Splunk SOAR have for them, with what they contain: playbooks and apps look for
 * both. Names are those of SOAR's list of CEF fields ({@code /rest/cef}); columns without such a name keep theirs.
 */
final class CimToSoar {

    private record Field(String name, List<String> contains) {}

    private static final Map<String, Field> FIELDS = Map.ofEntries(
            entry("action", "act"),
            entry("app", "app"),
            entry("bytes_in", "bytesIn"),
            entry("bytes_out", "bytesOut"),
            entry("category", "cat"),
            entry("dest_ip", "destinationAddress", "ip"),
            entry("dest_mac", "destinationMacAddress", "mac address"),
            entry("dest_port", "destinationPort", "port"),
            entry("file_hash", "fileHash", "hash"),
            entry("file_name", "fileName", "file name"),
            entry("file_path", "filePath", "file path"),
            entry("file_size", "fileSize"),
            entry("http_method", "requestMethod"),
            entry("http_user_agent", "requestClientApplication"),
            entry("process_hash", "fileHash", "hash"),
            entry("process_name", "deviceProcessName", "process name"),
            entry("process_id", "deviceProcessId", "pid"),
            entry("query", "destinationDnsDomain", "domain"),
            entry("src_ip", "sourceAddress", "ip"),
            entry("src_mac", "sourceMacAddress", "mac address"),
            entry("src_port", "sourcePort", "port"),
            entry("src_user", "sourceUserName", "user name"),
            entry("transport", "transportProtocol"),
            entry("url", "requestURL", "url"),
            entry("user", "destinationUserName", "user name"),
            entry("user_domain", "destinationNtDomain", "domain"),
            entry("user_id", "destinationUserId", "user name"));

    // An answer to a look-up of an artifact is read up to Answer.MOST_TEXT, and may write a character in six
    // (backslash, u, four digits).
    private static final int MOST_CHARACTERS = 8000;
    private static final int MOST_OF_ONE = 2000;

    private final Map<String, String> cef = new LinkedHashMap<>();
    private final Map<String, List<String>> contains = new LinkedHashMap<>();
    private int left = MOST_CHARACTERS;
    private int leftOut;

    private static Map.Entry<String, Field> entry(String column, String name, String... contains) {
        return Map.entry(column, new Field(name, List.of(contains)));
    }

    CimToSoar(Map<String, String> row) {
        row.forEach((column, text) -> put(field(column, text), text));
        if (leftOut > 0) {
            cef.put("outriderFieldsLeftOut", Integer.toString(leftOut));
        }
    }

    private static Field field(String column, String text) {
        return switch (column) {
            case "dest" ->
                IpAddress.of(text).isPresent()
                        ? new Field("destinationAddress", List.of("ip"))
                        : new Field("destinationHostName", List.of("host name"));
            case "src" ->
                IpAddress.of(text).isPresent()
                        ? new Field("sourceAddress", List.of("ip"))
                        : new Field("sourceHostName", List.of("host name"));
            default -> FIELDS.getOrDefault(column, new Field(column, List.of()));
        };
    }

    // Two columns may have one name there, dest and dest_ip: the first one stays.
    private void put(Field field, String text) {
        String value = Excerpt.of(text, MOST_OF_ONE);
        if (cef.containsKey(field.name())) {
            return;
        }
        if (value.length() + field.name().length() > left) {
            leftOut++;
            return;
        }
        left -= value.length() + field.name().length();
        cef.put(field.name(), value);
        if (!field.contains().isEmpty()) {
            contains.put(field.name(), field.contains());
        }
    }

    /** The artifact's {@code cef}; a field more tells how many had no room. */
    Map<String, String> cef() {
        return cef;
    }

    /** Its {@code cef_types}. */
    Map<String, List<String>> contains() {
        return contains;
    }
}
