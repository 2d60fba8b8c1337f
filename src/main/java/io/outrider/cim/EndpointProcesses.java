package io.outrider.cim;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code Endpoint.Processes}: process creations. Fields and calculated fields as in the Endpoint data model of CIM
 * 8.5.
 */
final class EndpointProcesses {

    static final Dataset DATASET = new Dataset(
            "Endpoint",
            "Processes",
            Set.of(
                    "action",
                    "dest",
                    "original_file_name",
                    "os",
                    "parent_process",
                    "parent_process_exec",
                    "parent_process_guid",
                    "parent_process_id",
                    "parent_process_name",
                    "parent_process_path",
                    "process",
                    "process_current_directory",
                    "process_exec",
                    "process_guid",
                    "process_hash",
                    "process_id",
                    "process_integrity_level",
                    "process_name",
                    "process_path",
                    "user",
                    "user_id",
                    "vendor_product"),
            Map.of(
                    "dest", EndpointProcesses::orUnknown,
                    "user", EndpointProcesses::orUnknown,
                    "process", EndpointProcesses::orUnknown,
                    "original_file_name", EndpointProcesses::orUnknown,
                    "process_name", EndpointProcesses::nameOrThatOfTheCommand,
                    "process_integrity_level", EndpointProcesses::lowerCase));

    private EndpointProcesses() {}

    private static Value orUnknown(@Nullable Value extracted, Event event) {
        // The data model's own expression: if(isnull(dest) OR dest="","unknown",dest)
        return extracted == null || extracted.text().isEmpty() ? Value.of("unknown") : extracted;
    }

    private static @Nullable Value lowerCase(@Nullable Value extracted, Event event) {
        return extracted == null
                ? null
                : Value.of(extracted.texts().stream()
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** {@code process_name}, else the file name of the program in {@code process}. */
    private static @Nullable Value nameOrThatOfTheCommand(@Nullable Value extracted, Event event) {
        Value command = event.cim("process");
        if (extracted != null || command == null) {
            return extracted;
        }
        List<String> texts = command.texts();
        return Value.of(PathNames.baseName(PathNames.program(texts.get(0))));
    }
}
