package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.Alert.Activity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An answer of success that is not the system's, such as the page on which a proxy asks for a login: nobody has the alert, so it is tried
 * again. Only a webhook's receiver may answer what it likes (Standard Webhooks 1.0.0). Findings are synthetic.
 */
class PagesInBetweenTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Delivery.Patience PATIENCE = new Delivery.Patience(CLOCK.instant(), Duration.ofDays(3));
    private static final List<Answer> PAGES = List.of(
            new Answer(200, null, "<html><form>Log in</form></html>"),
            new Answer(202, null, ""),
            new Answer(200, null, "{}"),
            new Answer(200, null, "[]"),
            new Answer(200, null, "null"),
            new Answer(200, null, "\"ok\""));

    private enum Kind {
        SERVICENOW("servicenow", "user", "outrider", "password", "synthetic"),
        JIRA("jira", "email", "soc@example.com", "token", "synthetic", "project", "SOC"),
        REQUEST_TRACKER("request-tracker", "token", "synthetic", "queue", "SOC"),
        THE_HIVE("thehive", "token", "synthetic"),
        SOAR("splunk-soar", "token", "synthetic"),
        HEC("splunk-hec", "token", "synthetic", "findingIndex", "findings"),
        PAGER_DUTY("pagerduty", "routingKey", "0123456789abcdef0123456789abcdef"),
        ELASTICSEARCH("elasticsearch", "index", "alerts"),
        DATA_STREAM("elasticsearch", "index", "alerts", "dataStream", "true");

        private final Map<String, String> properties = new HashMap<>();

        Kind(String type, String... namesAndValues) {
            properties.put("type", type);
            properties.put("url", "https://soc.example.com");
            for (int i = 0; i < namesAndValues.length; i += 2) {
                properties.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }

        SinkSettings sink() {
            return new SinkSettings(properties.get("type"), "soc", properties);
        }
    }

    private static void assertTriedAgain(Kind kind, Finding finding, HttpCalls server) {
        assertThatThrownBy(() -> new Targets()
                        .of(kind.sink())
                        .deliver(finding, new Delivery(kind.sink(), server, JSON, CLOCK, PATIENCE)))
                .as("%s", kind)
                .isInstanceOf(FailedDeliveryException.class)
                .hasMessageStartingWith(kind.sink() + " at soc.example.com");
    }

    private static Finding finding(int revision, Activity activity) {
        return new Finding(RenderedFindings.document("TTP", RenderedFindings.row(), revision, activity));
    }

    @ParameterizedTest
    @EnumSource
    void pageOfSomebodyElseIsNoDelivery(Kind kind) {
        for (Answer page : PAGES) {
            assertTriedAgain(kind, finding(0, Activity.CREATE), call -> page);
            assertTriedAgain(kind, finding(1, Activity.UPDATE), call -> page);
        }
    }

    // What is looked for is there; then comes the page.
    private static Answer lookedFor(HttpCall call, Answer page) {
        String line = call.method() + ' ' + call.url().getPath();
        String there = switch (line) {
            case "GET /api/now/table/incident" -> "{\"result\":[{\"sys_id\":\"1\",\"correlation_id\":\"5ca1ab1e\"}]}";
            case "POST /rest/api/3/search/jql" -> "{\"issues\":[{\"id\":\"1\",\"fields\":{\"labels\":[]}}]}";
            case "GET /REST/2.0/tickets" -> "{\"items\":[{\"id\":\"1\"}]}";
            case "GET /REST/2.0/transactions" -> "{\"items\":[]}";
            case "GET /rest/container" -> "{\"data\":[{\"id\":1}]}";
            case "GET /rest/artifact" -> "{\"data\":[]}";
            case "POST /api/v1/query" -> "[{\"_id\":\"1\",\"sourceRef\":\"5ca1ab1e\",\"message\":\"\"}]";
            default -> null;
        };
        return there == null ? page : new Answer(200, null, there);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SERVICENOW", "JIRA", "REQUEST_TRACKER", "THE_HIVE", "SOAR"})
    void pageInsteadOfWhatWasAddedIsNoDelivery(Kind kind) {
        // An empty document is one of theirs where no more is documented.
        for (Answer page : PAGES.subList(0, 2)) {
            assertTriedAgain(kind, finding(1, Activity.UPDATE), call -> lookedFor(call, page));
        }
    }
}
