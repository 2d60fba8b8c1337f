package io.outrider.normalize;

import static io.outrider.normalize.FieldMapping.of;
import static io.outrider.normalize.Transform.ACCOUNT;
import static io.outrider.normalize.Transform.ACCOUNT_DOMAIN;
import static io.outrider.normalize.Transform.AS_IS;
import static io.outrider.normalize.Transform.BASE_NAME;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sysmon event 1 as Endpoint.Processes: the CIM fields of the Splunk Add-on for Sysmon 4.0. */
final class SysmonProcessCreation {

    static final SourceMapping MAPPING = new SourceMapping(
            "Sysmon process creation",
            "Microsoft-Windows-Sysmon/Operational",
            "Microsoft-Windows-Sysmon",
            Set.of("1"),
            "Endpoint.Processes",
            Map.of("action", "allowed", "os", "Microsoft Windows", "vendor_product", "Microsoft Sysmon"),
            List.of(
                    of("dest", AS_IS, "Computer"),
                    of("original_file_name", AS_IS, "OriginalFileName"),
                    of("parent_process", AS_IS, "ParentCommandLine"),
                    of("parent_process_exec", BASE_NAME, "ParentImage"),
                    of("parent_process_guid", AS_IS, "ParentProcessGuid"),
                    of("parent_process_id", AS_IS, "ParentProcessId"),
                    of("parent_process_name", BASE_NAME, "ParentImage"),
                    of("parent_process_path", AS_IS, "ParentImage"),
                    of("process", AS_IS, "CommandLine"),
                    of("process_current_directory", AS_IS, "CurrentDirectory"),
                    of("process_exec", BASE_NAME, "Image"),
                    of("process_guid", AS_IS, "ProcessGuid"),
                    of("process_hash", AS_IS, "Hashes"),
                    of("process_id", AS_IS, "ProcessId"),
                    of("process_integrity_level", AS_IS, "IntegrityLevel"),
                    of("process_name", BASE_NAME, "Image"),
                    of("process_path", AS_IS, "Image"),
                    of("user", ACCOUNT, "User"),
                    of("user_domain", ACCOUNT_DOMAIN, "User"),
                    // The account that wrote the event, S-1-5-18 as a rule: so the add-on has it.
                    of("user_id", AS_IS, "UserID")));

    private SysmonProcessCreation() {}
}
