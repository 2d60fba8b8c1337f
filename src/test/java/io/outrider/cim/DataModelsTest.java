package io.outrider.cim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped data models: names, membership, calculated fields. Synthetic events. */
class DataModelsTest {

    private static final DataModels MODELS = DataModels.standard();

    @ParameterizedTest
    @CsvSource({
        "Endpoint.Processes, Endpoint.Processes",
        "Web, Web.Web",
        "Network_Traffic, Network_Traffic.All_Traffic",
        "Network_Resolution, Network_Resolution.DNS",
        "Authentication, Authentication.Authentication",
        "Change, Change.All_Changes",
        "Email, Email.All_Email",
        "Risk, Risk.All_Risk",
        "Risk.All_Risk, Risk.All_Risk",
        "Authentication.Failed_Authentication, Authentication.Failed_Authentication",
        "Change.All_Changes.Account_Management, Change.Account_Management",
        "Network_Traffic.All_Traffic.Traffic_By_Action.Allowed_Traffic, Network_Traffic.Allowed_Traffic",
    })
    void datasetIsFoundAsSearchesNameIt(String name, String qualified) {
        assertThat(MODELS.find(name).orElseThrow().qualifiedName()).isEqualTo(qualified);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Endpoint", "Processes", "endpoint.processes", "Web.Nothing", "Nothing", "", ".", "Change..X"})
    void otherNameIsNoDataset(String name) {
        // Endpoint has five roots: none of them is the model's.
        assertThat(MODELS.find(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Change.All_Changes, user, All_Changes.user",
        "Change.Account_Management, user, All_Changes.user",
        "Change.All_Changes, Instance_Changes.image_id, All_Changes.Instance_Changes.image_id",
        "Certificates.All_Certificates, SSL.ssl_issuer, All_Certificates.SSL.ssl_issuer",
        "Authentication.Failed_Authentication, user, Authentication.user",
        "Risk.All_Risk, annotations.mitre_attack.mitre_tactic, All_Risk.annotations.mitre_attack.mitre_tactic",
        "Web.Web, host, host",
        "Web.Web, sourcetype, sourcetype",
        "Web.Web, _time, _time",
    })
    void columnsBeginWithTheRootsName(String dataset, String field, String column) {
        Dataset found = MODELS.find(dataset).orElseThrow();
        assertThat(found.column(field)).isEqualTo(column);
        assertThat(found.fields().contains(field) || found.isBase(field)).isTrue();
    }

    @Test
    void childrenInheritFieldsAndCalculations() {
        Dataset root = MODELS.find("Change").orElseThrow();
        Dataset child = MODELS.find("Change.Account_Management").orElseThrow();
        assertThat(child.fields()).isEqualTo(root.fields()).contains("user", "Account_Management.src_user");
        assertThat(child.parent()).isEqualTo("Change.All_Changes");
        assertThat(MODELS.children(root)).contains(child);
        assertThat(child.view(event(Map.of(), Set.of())).get("object")).isEqualTo(Value.of("unknown"));
    }

    @Test
    void changeWithoutAResultHasThatOfItsSignature() {
        Dataset changes = MODELS.find("Change").orElseThrow();
        Map<String, Value> cim =
                Map.of("signature", Value.of("A user account was created"), "signature_id", Value.of("4720"));
        Event signed = event(cim, Set.of("Change.All_Changes"));
        assertThat(changes.view(signed).get("result")).isEqualTo(Value.of("A user account was created"));
        assertThat(changes.view(signed).get("result_id")).isEqualTo(Value.of("4720"));

        Map<String, Value> own = new HashMap<>(cim);
        own.put("result", Value.of("account was created"));
        own.put("result_id", Value.of("0"));
        Event resulted = event(own, Set.of("Change.All_Changes"));
        assertThat(changes.view(resulted).get("result")).isEqualTo(Value.of("account was created"));
        assertThat(changes.view(resulted).get("result_id")).isEqualTo(Value.of("0"));

        Event bare = event(Map.of(), Set.of("Change.All_Changes"));
        assertThat(changes.view(bare).get("result")).isEqualTo(Value.of("unknown"));
        assertThat(changes.view(bare).get("result_id")).isEqualTo(Value.of("-1"));
    }

    @Test
    void fieldOfAChildIsAbsentUnlessTheEventIsItsMember() {
        Dataset root = MODELS.find("Change").orElseThrow();
        Map<String, Value> cim = Map.of("image_id", Value.of("ami-1"));
        assertThat(root.view(event(cim, Set.of("Change.All_Changes"))).get("Instance_Changes.image_id"))
                .isNull();
        assertThat(root.view(event(cim, Set.of("Change.All_Changes", "Change.Instance_Changes")))
                        .get("Instance_Changes.image_id"))
                .isEqualTo(Value.of("ami-1"));
        assertThat(root.view(event(Map.of(), Set.of("Change.All_Changes", "Change.Instance_Changes")))
                        .get("Instance_Changes.image_id"))
                .isEqualTo(Value.of("unknown"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                // What the source's mapping names | fields | the datasets
                "Endpoint.Processes | none | Endpoint.Processes",
                "Authentication.Authentication | action=success user=bob | Authentication.Authentication Authentication.Successful_Authentication",
                "Authentication.Authentication | action=Failure user=bob | Authentication.Authentication Authentication.Failed_Authentication",
                // Logons of machine accounts that succeed are left out; those that fail are not.
                "Authentication.Authentication | action=success user=WS1$ | none",
                "Authentication.Authentication | action=failure user=WS1$ | Authentication.Authentication Authentication.Failed_Authentication",
                "Authentication.Authentication | user=WS1$ | Authentication.Authentication",
                "Network_Traffic.All_Traffic | action=allowed | Network_Traffic.All_Traffic Network_Traffic.Traffic_By_Action Network_Traffic.Allowed_Traffic",
                "Change.Account_Management | action=created | Change.All_Changes Change.Account_Management Change.Accounts_Created",
                "Change.All_Changes | action=created | Change.All_Changes",
                // Tags that the event has itself.
                "none | tag=web url=x | Web.Web",
                "none | tag=WEB,proxy | Web.Web Web.Proxy",
                "none | tag=process,report,web | Web.Web Endpoint.Processes",
                "none | tag=process | none",
                "none | tag=change,account action=deleted | Change.All_Changes Change.Account_Management Change.Accounts_Deleted",
                "none | tag=authentication action=success user=A$ | none",
                "none | tag=certificate,tls | Certificates.All_Certificates Certificates.SSL",
                "none | tag=nothing | none",
                "none | none | none",
            })
    void membershipFollowsMappingTagsAndConstraints(String mapped, String fields, String datasets) {
        Map<String, Value> cim = new HashMap<>();
        for (String field : words(fields)) {
            String[] parts = field.split("=");
            cim.put(parts[0], Value.of(List.of(parts[1].split(","))));
        }
        assertThat(new TreeSet<>(MODELS.members(words(mapped), cim::get))).isEqualTo(new TreeSet<>(words(datasets)));
    }

    @Test
    void membershipThatHangsOnNoFieldIsKnownBeforehand() {
        assertThat(MODELS.always(Set.of("Endpoint.Processes"))).contains(Set.of("Endpoint.Processes"));
        assertThat(MODELS.always(Set.of())).contains(Set.of());
        assertThat(MODELS.always(Set.of("Authentication.Authentication"))).isEmpty();
        assertThat(MODELS.always(Set.of("Endpoint.Registry", "Network_Traffic.All_Traffic")))
                .isEmpty();
        assertThatThrownBy(() -> MODELS.always(Set.of("Endpoint.Nothing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Endpoint.Nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "absent",
            value = {
                // dataset | field | fields of the event | value
                "Web | url_length | url=/abc | 4",
                "Web | url_length | url=- | 7",
                "Web | url_length | absent | 7",
                "Web | url_length | url=/abc url_length=99 | 4",
                "Web | http_user_agent_length | http_user_agent=curl | 4",
                "Web | http_method | http_method=- | unknown",
                "Web | user | user=- | -",
                "Web | url_domain | url=https://bob@www.example.org:8443/a/b | www.example.org",
                "Web | url_domain | url=www.example.org/x@y | www.example.org",
                "Web | url_domain | url=https://a/x url_domain=given | given",
                "Web | bytes | bytes_in=2 bytes_out=3 | 5",
                "Web | bytes | bytes=9 bytes_in=2 bytes_out=3 | 9",
                "Web | bytes | bytes=x bytes_in=2 | absent",
                "Web | bytes_in | bytes=9 bytes_out=3 | 6",
                "Network_Traffic | transport | transport=TCP | tcp",
                "Network_Traffic | transport | absent | unknown",
                "Network_Traffic | dest_port | dest_port=443 | 443",
                "Network_Traffic | dest_port | dest_port=https | 0",
                "Network_Traffic | dest_port | absent | 0",
                "Email | src_user_domain | src_user=bob@example.org | example.org",
                "Email | recipient_domain | absent | absent",
                "Network_Resolution | reply_code_id | reply_code=NXDomain | NXDomain",
                "Network_Resolution | reply_code_id | absent | unknown",
                "Alerts | app | absent | synthetic:type",
                "Endpoint.Registry | registry_value_data | absent | unknown",
                "Endpoint.Filesystem | file_size | file_size=12 | 12",
                "Endpoint.Filesystem | file_size | file_size=big | absent",
                "Endpoint.Filesystem | file_hash | absent | unknown",
                "Risk | calculated_risk_score | risk_score=40 | 40",
            })
    void calculatedFieldsAreThoseOfTheModel(String dataset, String field, String fields, String value) {
        Map<String, Value> cim = new HashMap<>();
        for (String text : words(fields)) {
            String[] parts = text.split("=", 2);
            cim.put(parts[0], Value.of(parts[1]));
        }
        Value calculated =
                MODELS.find(dataset).orElseThrow().view(event(cim, Set.of())).get(field);
        assertThat(calculated == null ? null : calculated.text()).isEqualTo(value);
    }

    @Test
    void parentThatIsNotThereIsRefused() {
        Dataset child = new Dataset("M", "C", "R", "M.R", Set.of(), Map.of(), Map.of(), Constraint.NONE);
        assertThatThrownBy(() -> new DataModels(List.of(child)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("M.R");
    }

    private static Set<String> words(String text) {
        return text == null ? Set.of() : new TreeSet<>(Arrays.asList(text.split(" ")));
    }

    private static Event event(Map<String, Value> cim, Set<String> datasets) {
        return new Event(
                Instant.EPOCH,
                "raw",
                Map.of("sourcetype", Value.of("synthetic:type"), "host", Value.of("h")),
                cim,
                datasets,
                new Origin("s", "json", 1, 0, 3));
    }
}
