package io.outrider.alert;

import io.outrider.cim.IpAddress;
import java.util.Locale;

/** OCSF's {@code type_id} and {@code type} of an observable, as far as alerts use them. */
enum ObservableType {
    HOSTNAME(1, "Hostname"),
    IP_ADDRESS(2, "IP Address"),
    USER_NAME(4, "User Name"),
    EMAIL_ADDRESS(5, "Email Address"),
    URL_STRING(6, "URL String"),
    FILE_NAME(7, "File Name"),
    HASH(8, "Hash"),
    PROCESS_NAME(9, "Process Name"),
    COMMAND_LINE(13, "Command Line"),
    FILE_PATH(45, "File Path"),
    OTHER(99, "Other");

    private final int id;
    private final String caption;

    ObservableType(int id, String caption) {
        this.id = id;
        this.caption = caption;
    }

    /** The type that Splunk's type of a risk or threat object amounts to, for example {@code system}. */
    static ObservableType ofSplunk(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "system", "hostname", "domain" -> HOSTNAME;
            case "user" -> USER_NAME;
            case "ip_address" -> IP_ADDRESS;
            case "email_address" -> EMAIL_ADDRESS;
            case "url" -> URL_STRING;
            case "file_name" -> FILE_NAME;
            case "file_path" -> FILE_PATH;
            case "file_hash" -> HASH;
            case "process_name", "parent_process_name" -> PROCESS_NAME;
            case "command", "process", "parent_process" -> COMMAND_LINE;
            default -> OTHER;
        };
    }

    /** The type for this value: what may be a name or an address of a host is told by its form. */
    ObservableType of(String value) {
        if (this == HOSTNAME || this == IP_ADDRESS) {
            return IpAddress.is(value) ? IP_ADDRESS : HOSTNAME;
        }
        return this;
    }

    int id() {
        return id;
    }

    String caption() {
        return caption;
    }
}
