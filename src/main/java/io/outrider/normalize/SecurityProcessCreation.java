package io.outrider.normalize;

import static io.outrider.normalize.FieldMapping.of;
import static io.outrider.normalize.Transform.ACCOUNT;
import static io.outrider.normalize.Transform.AS_IS;
import static io.outrider.normalize.Transform.BASE_NAME;
import static io.outrider.normalize.Transform.DECIMAL;

import io.outrider.normalize.FieldMapping.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Windows Security event 4688 as Endpoint.Processes: the CIM fields of the Splunk Add-on for Microsoft Windows 8.9.
 *
 * <p>The event knows no command line of the parent: the add-on's {@code parent_process} is its path.
 */
final class SecurityProcessCreation {

    static final SourceMapping MAPPING = new SourceMapping(
            "Windows Security process creation",
            "Security",
            "Microsoft-Windows-Security-Auditing",
            Set.of("4688"),
            "Endpoint.Processes",
            Map.of("action", "allowed", "vendor_product", "Microsoft Windows"),
            List.of(
                    of("dest", AS_IS, "Computer"),
                    of("parent_process", AS_IS, "ParentProcessName"),
                    of("parent_process_id", DECIMAL, "ProcessId"),
                    of("parent_process_name", BASE_NAME, "ParentProcessName"),
                    of("parent_process_path", AS_IS, "ParentProcessName"),
                    of("process", AS_IS, "CommandLine"),
                    of("process_exec", BASE_NAME, "NewProcessName"),
                    of("process_id", DECIMAL, "NewProcessId"),
                    of("process_name", BASE_NAME, "NewProcessName"),
                    of("process_path", AS_IS, "NewProcessName"),
                    // Decision 15: the account that the process runs as, if the event names one, else its creator's.
                    new FieldMapping("user", targetElseSubject("UserName"), ACCOUNT),
                    new FieldMapping("user_domain", targetElseSubject("DomainName"), AS_IS)));

    private SecurityProcessCreation() {}

    private static List<Candidate> targetElseSubject(String suffix) {
        return List.of(new Candidate("Target" + suffix, "TargetUserName"), Candidate.always("Subject" + suffix));
    }
}
