package io.outrider.alert;

import io.outrider.cim.IpAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CIM field and the attribute of OCSF's {@code evidences} that has its value.
 *
 * <p>Follows the Endpoint, Network Traffic, Web and Network Resolution models of CIM 8.5, and the objects of OCSF 1.8.0.
 * The order is that of the evidence. Fields that are not here go to {@code evidences[].data}.
 */
enum CimAttribute {
    PROCESS_NAME("process_name", "process.name", Form.TEXT, ObservableType.PROCESS_NAME),
    PROCESS_ID("process_id", "process.pid", Form.INTEGER, null),
    PROCESS_GUID("process_guid", "process.uid", Form.TEXT, null),
    PROCESS("process", "process.cmd_line", Form.TEXT, ObservableType.COMMAND_LINE),
    PROCESS_CURRENT_DIRECTORY("process_current_directory", "process.working_directory", Form.TEXT, null),
    PROCESS_PATH("process_path", "process.file.path", Form.TEXT, ObservableType.FILE_PATH),
    ORIGINAL_FILE_NAME("original_file_name", "process.file.internal_name", Form.TEXT, ObservableType.FILE_NAME),
    PROCESS_HASH("process_hash", "process.file.hashes", Form.HASHES, ObservableType.HASH),
    PARENT_PROCESS_NAME("parent_process_name", "process.parent_process.name", Form.TEXT, ObservableType.PROCESS_NAME),
    PARENT_PROCESS_ID("parent_process_id", "process.parent_process.pid", Form.INTEGER, null),
    PARENT_PROCESS_GUID("parent_process_guid", "process.parent_process.uid", Form.TEXT, null),
    PARENT_PROCESS("parent_process", "process.parent_process.cmd_line", Form.TEXT, ObservableType.COMMAND_LINE),
    PARENT_PROCESS_PATH("parent_process_path", "process.parent_process.file.path", Form.TEXT, ObservableType.FILE_PATH),
    USER("user", "actor.user.name", Form.TEXT, ObservableType.USER_NAME),
    USER_DOMAIN("user_domain", "actor.user.domain", Form.TEXT, null),
    USER_ID("user_id", "actor.user.uid", Form.TEXT, null),
    DEST("dest", "device.hostname", Form.HOST, ObservableType.HOSTNAME),
    FILE_NAME("file_name", "file.name", Form.TEXT, ObservableType.FILE_NAME),
    FILE_PATH("file_path", "file.path", Form.TEXT, ObservableType.FILE_PATH),
    FILE_HASH("file_hash", "file.hashes", Form.HASHES, ObservableType.HASH),
    SRC("src", "src_endpoint.hostname", Form.HOST, ObservableType.HOSTNAME),
    SRC_IP("src_ip", "src_endpoint.ip", Form.ADDRESS, ObservableType.IP_ADDRESS),
    SRC_PORT("src_port", "src_endpoint.port", Form.INTEGER, null),
    DEST_IP("dest_ip", "dst_endpoint.ip", Form.ADDRESS, ObservableType.IP_ADDRESS),
    DEST_PORT("dest_port", "dst_endpoint.port", Form.INTEGER, null),
    QUERY("query", "query.hostname", Form.TEXT, ObservableType.HOSTNAME),
    URL("url", "url.url_string", Form.TEXT, ObservableType.URL_STRING);

    private static final Map<String, CimAttribute> BY_COLUMN = byColumn();

    private final String column;
    private final List<String> path;
    private final Form form;
    private final @Nullable ObservableType observable;

    CimAttribute(String column, String path, Form form, @Nullable ObservableType observable) {
        this.column = column;
        this.path = List.of(path.split("\\."));
        this.form = form;
        this.observable = observable;
    }

    private static Map<String, CimAttribute> byColumn() {
        Map<String, CimAttribute> attributes = new HashMap<>();
        for (CimAttribute attribute : values()) {
            attributes.put(attribute.column, attribute);
        }
        return Map.copyOf(attributes);
    }

    /** The attribute for a column of a row; empty if OCSF's evidence has none for it. */
    static Optional<CimAttribute> ofColumn(String column) {
        return Optional.ofNullable(BY_COLUMN.get(column));
    }

    String column() {
        return column;
    }

    Form form() {
        return form;
    }

    Optional<ObservableType> observable() {
        return Optional.ofNullable(observable);
    }

    /** Names from the evidence down to the attribute; that of a host's address ends in {@code ip}. */
    List<String> path(String value) {
        if (form != Form.HOST || !IpAddress.is(value)) {
            return path;
        }
        return List.of(path.get(0), "ip");
    }

    /** What OCSF has at the attribute. */
    enum Form {
        TEXT,
        /** Decimal digits in the row. */
        INTEGER,
        /** The name or the address of a host. */
        HOST,
        /** An address and nothing else. */
        ADDRESS,
        /** Fingerprints, out of a text such as {@code MD5=…,SHA256=…}. */
        HASHES
    }
}
