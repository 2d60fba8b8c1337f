package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.cim.Event;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events of cloud sources have the time that their source states, and Splunk's names; all are synthetic. */
class CloudTimesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                """
                {"class_uid":1007,"category_uid":1,"activity_id":1,"type_uid":100701,"time":1704067200123,"metadata":{"version":"1.1.0"}} \
                | ocsf | 2024-01-01T00:00:00.123Z""",
                """
                {"class_uid":6003,"api":{"operation":"PutImage","service":{"name":"ecr"}},"cloud":{"provider":"AWS"},\
                "metadata":{"product":{"name":"CloudTrail"}},"time":1704067200000} | aws:cloudtrail:lake | 2024-01-01T00:00:00Z""",
                """
                {"metadata":{"customerIDString":"c","offset":1,"eventType":"x","eventCreationTime":1704067200000},"event":{}} \
                | CrowdStrike:Event:Streams:JSON | 2024-01-01T00:00:00Z""",
                """
                {"event_simpleName":"DnsRequest","aid":"a","cid":"c","timestamp":"1704067200123","ContextTimeStamp":"1704067199.5"} \
                | crowdstrike:events:sensor | 2024-01-01T00:00:00.123Z""",
                """
                {"__CURSOR":"c","__REALTIME_TIMESTAMP":"1704067200123456","_HOSTNAME":"web1","MESSAGE":"m"} \
                | journald | 2024-01-01T00:00:00.123456Z""",
                """
                {"date":1704067200.5,"log":"m"} | _json | 2024-01-01T00:00:00.500Z""",
                """
                {"date":"2024-01-01","ts":1704067200,"log":"m"} | _json | 2024-01-01T00:00:00Z""",
                """
                {"_document_id":"d","action":"a","actor":"b","@timestamp":1704067200001,"created_at":1704067200000} \
                | github:cloud:audit | 2024-01-01T00:00:00Z""",
                """
                {"uuid":"u","eventType":"x","published":"2024-01-01T00:00:00.5Z","displayMessage":"m","actor":{"alternateId":"a"},\
                "outcome":{"result":"SUCCESS"},"@timestamp":"2025-01-01T00:00:00Z"} | OktaIM2:log | 2024-01-01T00:00:00.500Z""",
                """
                {"Workload":"Exchange","Operation":"x","RecordType":1,"OrganizationId":"o","UserType":0,\
                "CreationTime":"2024-01-01T00:00:00"} | o365:management:activity | 2024-01-01T00:00:00Z""",
                """
                {"time":"8/22/2022 6:07:16 PM","resourceId":"/tenants/t/providers/microsoft.aadiam","operationName":"User Risk Detection",\
                "category":"UserRiskEvents","properties":{"id":"r","userPrincipalName":"bob@example.org"}} \
                | azure:monitor:aad | 2022-08-22T18:07:16Z""",
                """
                {"tenantId":"t","time":"2024-01-01T00:05:00Z","category":"AdvancedHunting-DeviceEvents",\
                "properties":{"Timestamp":"2024-01-01T00:00:00Z"}} \
                | mscs:azure:eventhub:defender:advancedhunting | 2024-01-01T00:00:00Z""",
            })
    void timeIsThatOfTheEvent(String json, String sourcetype, String time) throws IOException {
        Event event = Reading.event(json.strip());
        assertThat(event.time()).hasToString(time);
        assertThat(event.field("sourcetype").text()).isEqualTo(sourcetype);
    }

    @Test
    void machineOfTheJournalIsTheHost() throws IOException {
        Event event = Reading.event(
                "{\"_BOOT_ID\":\"b\",\"__REALTIME_TIMESTAMP\":\"1704067200123456\",\"_HOSTNAME\":\"web1\"}");
        assertThat(event.field("host").text()).isEqualTo("web1");
    }

    @ParameterizedTest
    @CsvSource({
        "mscs:azure:eventhub, mscs:azure:eventhub",
        "azure:monitor:aad, azure:monitor:aad",
    })
    void sourcetypeThatTheEventHasStays(String said, String sourcetype) throws IOException {
        Event event = Reading.event(
                "{\"sourcetype\":\"" + said + "\",\"time\":\"2024-01-01T00:00:00Z\","
                        + "\"resourceId\":\"/tenants/t/providers/Microsoft.aadiam\",\"operationName\":\"Sign-in activity\","
                        + "\"category\":\"SignInLogs\",\"properties\":{\"id\":\"1\",\"userPrincipalName\":\"bob@example.org\"}}");
        assertThat(event.field("sourcetype").text()).isEqualTo(sourcetype);
        assertThat(event.cim("user").text()).isEqualTo("bob@example.org");
        assertThat(event.datasets()).contains("Authentication.Authentication");
    }
}
