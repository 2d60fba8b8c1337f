package io.outrider.normalize;

import java.util.LinkedHashMap;
import java.util.Map;

/** Two process creations, synthetic, each in all shapes that its fields come in. */
final class Samples {

    private Samples() {}

    static Map<String, String> sysmonProcessCreation() {
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put(
                "xml",
                "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                        + "<Provider Name='Microsoft-Windows-Sysmon' Guid='{00000000-0000-0000-0000-000000000001}'/>"
                        + "<EventID>1</EventID><Version>5</Version><TimeCreated SystemTime='2024-03-01T10:20:30.123456700Z'/>"
                        + "<EventRecordID>77</EventRecordID><Correlation/><Execution ProcessID='2468' ThreadID='3128'/>"
                        + "<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>ws1.example.org</Computer>"
                        + "<Security UserID='S-1-5-18'/></System><EventData>"
                        + "<Data Name='RuleName'></Data><Data Name='UtcTime'>2024-03-01 10:20:30.100</Data>"
                        + "<Data Name='ProcessGuid'>{00000000-0000-0000-0000-0000000000aa}</Data>"
                        + "<Data Name='ProcessId'>6952</Data><Data Name='Image'>C:\\Windows\\System32\\cmd.exe</Data>"
                        + "<Data Name='OriginalFileName'>Cmd.Exe</Data>"
                        + "<Data Name='CommandLine'>cmd.exe /c \"dir &amp; echo &lt;x&gt;\"</Data>"
                        + "<Data Name='CurrentDirectory'>C:\\Temp\\</Data><Data Name='User'>EXAMPLE\\Bob</Data>"
                        + "<Data Name='IntegrityLevel'>High</Data><Data Name='Hashes'>MD5=AA,SHA256=BB</Data>"
                        + "<Data Name='ParentProcessGuid'>{00000000-0000-0000-0000-0000000000bb}</Data>"
                        + "<Data Name='ParentProcessId'>6860</Data>"
                        + "<Data Name='ParentImage'>C:\\Windows\\explorer.exe</Data>"
                        + "<Data Name='ParentCommandLine'>C:\\Windows\\explorer.exe /x</Data>"
                        + "</EventData></Event>");
        shapes.put("evtx_dump", """
                {
                  "Event": {
                    "#attributes": { "xmlns": "http://schemas.microsoft.com/win/2004/08/events/event" },
                    "System": {
                      "Provider": {
                        "#attributes": {
                          "Name": "Microsoft-Windows-Sysmon",
                          "Guid": "{00000000-0000-0000-0000-000000000001}"
                        }
                      },
                      "EventID": { "#attributes": { "Qualifiers": 0 }, "#text": 1 },
                      "Version": 5,
                      "TimeCreated": { "#attributes": { "SystemTime": "2024-03-01T10:20:30.123456700Z" } },
                      "EventRecordID": 77,
                      "Correlation": null,
                      "Execution": { "#attributes": { "ProcessID": 2468, "ThreadID": 3128 } },
                      "Channel": "Microsoft-Windows-Sysmon/Operational",
                      "Computer": "ws1.example.org",
                      "Security": { "#attributes": { "UserID": "S-1-5-18" } }
                    },
                    "EventData": %s
                  }
                }
                """.formatted(SYSMON_DATA));
        shapes.put(
                "winlogbeat 6",
                "{\"@timestamp\":\"2024-03-01T10:20:30.123456700Z\",\"event_id\":1,\"version\":5,\"record_number\":\"77\","
                        + "\"log_name\":\"Microsoft-Windows-Sysmon/Operational\",\"source_name\":\"Microsoft-Windows-Sysmon\","
                        + "\"provider_guid\":\"{00000000-0000-0000-0000-000000000001}\",\"process_id\":2468,"
                        + "\"thread_id\":3128,\"user\":{\"identifier\":\"S-1-5-18\"},"
                        + "\"computer_name\":\"ws1.example.org\",\"event_data\":" + SYSMON_DATA + "}");
        shapes.put(
                "winlogbeat 8",
                "{\"@timestamp\":\"2024-03-01T10:20:30.123456700Z\",\"winlog\":{\"event_id\":1,\"version\":5,\"record_id\":77,"
                        + "\"channel\":\"Microsoft-Windows-Sysmon/Operational\","
                        + "\"provider_name\":\"Microsoft-Windows-Sysmon\","
                        + "\"provider_guid\":\"{00000000-0000-0000-0000-000000000001}\","
                        + "\"process\":{\"pid\":2468,\"thread\":{\"id\":3128}},\"user\":{\"identifier\":\"S-1-5-18\"},"
                        + "\"computer_name\":\"ws1.example.org\",\"event_data\":" + SYSMON_DATA + "}}");
        shapes.put(
                "winlogbeat 8, dotted",
                "{\"@timestamp\":\"2024-03-01T10:20:30.123456700Z\",\"winlog.event_id\":\"1\",\"winlog.version\":5,"
                        + "\"winlog.record_id\":\"77\","
                        + "\"winlog.channel\":\"Microsoft-Windows-Sysmon/Operational\","
                        + "\"winlog.provider_name\":\"Microsoft-Windows-Sysmon\","
                        + "\"winlog.provider_guid\":\"{00000000-0000-0000-0000-000000000001}\","
                        + "\"winlog.process.pid\":2468,\"winlog.process.thread.id\":3128,"
                        + "\"winlog.user.identifier\":\"S-1-5-18\","
                        + "\"winlog.computer_name\":\"ws1.example.org\",\"winlog.event_data\":" + SYSMON_DATA + "}");
        shapes.put(
                "nxlog",
                "{\"EventTime\":\"2024-03-01 03:20:30\",\"@timestamp\":\"2024-03-01T10:20:30.123456700Z\","
                        + "\"Hostname\":\"ws1.example.org\",\"EventID\":1,\"Version\":5,\"RecordNumber\":77,"
                        + "\"SourceName\":\"Microsoft-Windows-Sysmon\","
                        + "\"ProviderGuid\":\"{00000000-0000-0000-0000-000000000001}\","
                        + "\"Channel\":\"Microsoft-Windows-Sysmon/Operational\",\"ExecutionProcessID\":2468,"
                        + "\"ThreadID\":3128,\"UserID\":\"S-1-5-18\","
                        + SYSMON_DATA.strip().substring(1));
        shapes.put("wineventlog", """
                03/01/2024 10:20:30.123 AM
                LogName=Microsoft-Windows-Sysmon/Operational
                SourceName=Microsoft-Windows-Sysmon
                EventCode=1
                EventType=4
                Type=Information
                ComputerName=ws1.example.org
                User=NOT_TRANSLATED
                Sid=S-1-5-18
                SidType=0
                TaskCategory=Process Create (rule: ProcessCreate)
                OpCode=Info
                RecordNumber=77
                Keywords=None
                Message=Process Create:
                RuleName:\s
                UtcTime: 2024-03-01 10:20:30.100
                ProcessGuid: {00000000-0000-0000-0000-0000000000aa}
                ProcessId: 6952
                Image: C:\\Windows\\System32\\cmd.exe
                OriginalFileName: Cmd.Exe
                CommandLine: cmd.exe /c "dir & echo <x>"
                CurrentDirectory: C:\\Temp\\
                User: EXAMPLE\\Bob
                IntegrityLevel: High
                Hashes: MD5=AA,SHA256=BB
                ParentProcessGuid: {00000000-0000-0000-0000-0000000000bb}
                ParentProcessId: 6860
                ParentImage: C:\\Windows\\explorer.exe
                ParentCommandLine: C:\\Windows\\explorer.exe /x
                """);
        return shapes;
    }

    static Map<String, String> securityProcessCreation() {
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put(
                "xml",
                "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\n<System>\n"
                        + "<Provider Name=\"Microsoft-Windows-Security-Auditing\"/>\n<EventID>4688</EventID>\n"
                        + "<TimeCreated SystemTime=\"2024-03-01T10:20:30Z\"/>\n<EventRecordID>77</EventRecordID>\n"
                        + "<Channel>Security</Channel>\n<Computer>ws1.example.org</Computer>\n<Security/>\n</System>\n"
                        + "<EventData>\n<Data Name=\"SubjectUserSid\">S-1-5-21-1-1001</Data>\n"
                        + "<Data Name=\"SubjectUserName\">Bob</Data>\n"
                        + "<Data Name=\"SubjectDomainName\">EXAMPLE</Data>\n<Data Name=\"SubjectLogonId\">0x3e7</Data>\n"
                        + "<Data Name=\"NewProcessId\">0x1b28</Data>\n"
                        + "<Data Name=\"NewProcessName\">C:\\Windows\\System32\\cmd.exe</Data>\n"
                        + "<Data Name=\"TokenElevationType\">%%1936</Data>\n<Data Name=\"ProcessId\">0x1acc</Data>\n"
                        + "<Data Name=\"CommandLine\">cmd.exe /c dir</Data>\n"
                        + "<Data Name=\"TargetUserSid\">S-1-0-0</Data>\n<Data Name=\"TargetUserName\">-</Data>\n"
                        + "<Data Name=\"TargetDomainName\">-</Data>\n<Data Name=\"TargetLogonId\">0x0</Data>\n"
                        + "<Data Name=\"ParentProcessName\">C:\\Windows\\explorer.exe</Data>\n"
                        + "<Data Name=\"MandatoryLabel\">S-1-16-8192</Data>\n</EventData>\n</Event>");
        shapes.put(
                "evtx_dump",
                "{\"Event\":{\"System\":{\"Provider\":{\"#attributes\":{\"Name\":\"Microsoft-Windows-Security-Auditing\"}},"
                        + "\"EventID\":4688,\"TimeCreated\":{\"#attributes\":{\"SystemTime\":\"2024-03-01T10:20:30Z\"}},"
                        + "\"EventRecordID\":77,\"Channel\":\"Security\",\"Computer\":\"ws1.example.org\"},\"EventData\":"
                        + SECURITY_DATA + "}}");
        shapes.put(
                "winlogbeat 6",
                "{\"@timestamp\":\"2024-03-01T10:20:30Z\",\"event_id\":4688,\"record_number\":\"77\","
                        + "\"log_name\":\"Security\",\"source_name\":\"Microsoft-Windows-Security-Auditing\","
                        + "\"computer_name\":\"ws1.example.org\",\"event_data\":" + SECURITY_DATA + "}");
        shapes.put(
                "winlogbeat 7",
                "{\"@timestamp\":\"2024-03-01T10:20:30Z\",\"winlog\":{\"event_id\":4688,\"record_id\":77,"
                        + "\"channel\":\"Security\",\"provider_name\":\"Microsoft-Windows-Security-Auditing\","
                        + "\"computer_name\":\"ws1.example.org\",\"event_data\":" + SECURITY_DATA + "}}");
        shapes.put(
                "nxlog",
                "{\"@timestamp\":\"2024-03-01T10:20:30Z\",\"Hostname\":\"ws1.example.org\",\"EventID\":4688,"
                        + "\"RecordNumber\":77,\"SourceName\":\"Microsoft-Windows-Security-Auditing\","
                        + "\"Channel\":\"Security\"," + SECURITY_DATA.substring(1));
        shapes.put("wineventlog", """
                03/01/2024 10:20:30 AM
                LogName=Security
                SourceName=Microsoft Windows security auditing.
                EventCode=4688
                EventType=0
                Type=Information
                ComputerName=ws1.example.org
                TaskCategory=Process Creation
                OpCode=Info
                RecordNumber=77
                Keywords=Audit Success
                Message=A new process has been created.

                Creator Subject:
                \tSecurity ID:\t\tS-1-5-21-1-1001
                \tAccount Name:\t\tBob
                \tAccount Domain:\t\tEXAMPLE
                \tLogon ID:\t\t0x3E7

                Target Subject:
                \tSecurity ID:\t\tS-1-0-0
                \tAccount Name:\t\t-
                \tAccount Domain:\t\t-
                \tLogon ID:\t\t0x0

                Process Information:
                \tNew Process ID:\t\t0x1b28
                \tNew Process Name:\tC:\\Windows\\System32\\cmd.exe
                \tToken Elevation Type:\t%%1936
                \tMandatory Label:\t\tS-1-16-8192
                \tCreator Process ID:\t0x1acc
                \tCreator Process Name:\tC:\\Windows\\explorer.exe
                \tProcess Command Line:\tcmd.exe /c dir

                Synthetic text that explains, and is no field.
                """);
        return shapes;
    }

    private static final String SYSMON_DATA = "{\"RuleName\":\"\",\"UtcTime\":\"2024-03-01 10:20:30.100\","
            + "\"ProcessGuid\":\"{00000000-0000-0000-0000-0000000000aa}\",\"ProcessId\":6952,"
            + "\"Image\":\"C:\\\\Windows\\\\System32\\\\cmd.exe\",\"OriginalFileName\":\"Cmd.Exe\","
            + "\"CommandLine\":\"cmd.exe /c \\\"dir & echo <x>\\\"\",\"CurrentDirectory\":\"C:\\\\Temp\\\\\","
            + "\"User\":\"EXAMPLE\\\\Bob\",\"IntegrityLevel\":\"High\",\"Hashes\":\"MD5=AA,SHA256=BB\","
            + "\"ParentProcessGuid\":\"{00000000-0000-0000-0000-0000000000bb}\",\"ParentProcessId\":\"6860\","
            + "\"ParentImage\":\"C:\\\\Windows\\\\explorer.exe\","
            + "\"ParentCommandLine\":\"C:\\\\Windows\\\\explorer.exe /x\"}";

    private static final String SECURITY_DATA =
            "{\"SubjectUserSid\":\"S-1-5-21-1-1001\",\"SubjectUserName\":\"Bob\",\"SubjectDomainName\":\"EXAMPLE\","
                    + "\"SubjectLogonId\":\"0x3e7\",\"NewProcessId\":\"0x1b28\","
                    + "\"NewProcessName\":\"C:\\\\Windows\\\\System32\\\\cmd.exe\",\"TokenElevationType\":\"%%1936\","
                    + "\"ProcessId\":\"0x1acc\",\"CommandLine\":\"cmd.exe /c dir\",\"TargetUserSid\":\"S-1-0-0\","
                    + "\"TargetUserName\":\"-\",\"TargetDomainName\":\"-\",\"TargetLogonId\":\"0x0\","
                    + "\"ParentProcessName\":\"C:\\\\Windows\\\\explorer.exe\",\"MandatoryLabel\":\"S-1-16-8192\"}";
}
