package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a sink's properties is told when it is made, by their names and without secrets. */
class TargetPropertiesTest {

    private static final Map<String, Map<String, String>> GOOD = Map.of(
            "splunk-soar", Map.of("url", "https://soar.example.com", "token", "synthetic"),
            "splunk-hec", Map.of("url", "https://splunk.example.com:8088", "token", "synthetic"),
            "pagerduty",
                    Map.of(
                            "url", "https://events.eu.pagerduty.com",
                            "routingKey", "0123456789abcdef0123456789abcdef"),
            "elasticsearch", Map.of("url", "https://elastic.example.com:9200/prefix/", "index", "outrider-alerts"));

    private static SinkSettings settings(String type, String property, String value) {
        Map<String, String> properties = new HashMap<>(GOOD.get(type));
        properties.put(property, value);
        return new SinkSettings(type, "soc", properties);
    }

    @Test
    void goodOnesMakeATarget() {
        GOOD.forEach((type, properties) -> assertThat(new Targets().of(new SinkSettings(type, "soc", properties)))
                .isNotNull());
    }

    @ParameterizedTest
    @CsvSource({
        "splunk-soar, token, ''",
        "splunk-soar, url, https://soar.example.com/?a=b",
        "splunk-soar, sensitivity, pink",
        "splunk-soar, runAutomation, perhaps",
        "splunk-hec, token, ''",
        "splunk-hec, acknowledgement, yes",
        "pagerduty, routingKey, hunter2",
        "pagerduty, url, ''",
        "elasticsearch, index, ../_all",
        "elasticsearch, index, 'a,b'",
        "elasticsearch, index, *",
        "elasticsearch, index, _all",
        "elasticsearch, dataStream, perhaps"
    })
    void wrongPropertyIsToldByItsName(String type, String property, String value) {
        assertThatThrownBy(() -> new Targets().of(settings(type, property, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(property + ": expected ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void whoComesToElasticsearchComesInOneWay() {
        Map<String, String> both = new HashMap<>(GOOD.get("elasticsearch"));
        both.putAll(Map.of("apiKey", "synthetic", "username", "outrider", "password", "hunter2"));

        assertThatThrownBy(() -> new Targets().of(new SinkSettings("elasticsearch", "soc", both)))
                .hasMessageStartingWith("username: expected apiKey or username and password")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> new Targets().of(settings("elasticsearch", "username", "outrider")))
                .hasMessageStartingWith("password: expected a value");
    }

    @ParameterizedTest
    @CsvSource({"0aeeac95", "not a GUID"})
    void channelIsAGuid(String channel) {
        Map<String, String> properties = new HashMap<>(GOOD.get("splunk-hec"));
        properties.putAll(Map.of("acknowledgement", "true", "channel", channel));

        assertThatThrownBy(() -> new Targets().of(new SinkSettings("splunk-hec", "soc", properties)))
                .hasMessageStartingWith("channel: expected a GUID");
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example.com, https://a.example.com/rest/x?_filter_id=%22a%22&page_size=1",
        "https://a.example.com//, https://a.example.com/rest/x?_filter_id=%22a%22&page_size=1",
        "https://a.example.com/b, https://a.example.com/b/rest/x?_filter_id=%22a%22&page_size=1"
    })
    void callsAreBelowTheServicesAddress(String url, String call) {
        ServiceUrl service = ServiceUrl.of(settings("splunk-soar", "url", url));

        assertThat(service.at("/rest/x", "_filter_id", "\"a\"", "page_size", "1"))
                .hasToString(call);
    }
}
