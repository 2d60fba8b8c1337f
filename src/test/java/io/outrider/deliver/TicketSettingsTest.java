package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties of sinks that keep tickets, checked when they are made. */
class TicketSettingsTest {

    private static Map<String, String> properties(String type) {
        Map<String, String> properties = new HashMap<>(Map.of("url", "https://tickets.example.com/base/"));
        properties.put("token", "hunter2");
        switch (type) {
            case "jira" -> properties.putAll(Map.of("email", "outrider@example.com", "project", "SOC"));
            case "request-tracker" -> properties.put("queue", "SOC");
            default -> properties.put("source", "Outrider");
        }
        return properties;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            servicenow      | url          | https://x.example.com/?a=b | url: expected the address of the system
            servicenow      | token        | ''                         | password: expected a value, but found nothing
            servicenow      | token        | hunter2 hunter2            | token: expected visible ASCII characters only
            servicenow      | table        | incident/../x              | table: expected a table's name
            servicenow      | impacts      | high=1                     | impacts: expected a word for each of
            servicenow      | fields       | hunter                     | fields: expected a JSON object, but found something else
            servicenow      | fields       | []                         | fields: expected a JSON object, but found ARRAY
            servicenow      | fields       | {"correlation_id": 1}      | fields: expected other fields than those that the sink sets itself, but found correlation_id
            servicenow      | fields       | {"a": {"b": 1}}            | fields: expected a blank between two braces
            servicenow      | closeFields  | {"a": 1} x                 | closeFields: expected a JSON object
            request-tracker | queue        | ''                         | queue: expected a value, but found nothing
            request-tracker | token        | ''                         | token: expected a value, but found nothing
            request-tracker | customField  | A}' OR 'x                  | customField: expected a custom field's name
            request-tracker | fields       | {"Queue": "x"}             | fields: expected other fields
            jira            | deployment   | server                     | deployment: expected one of cloud, data-center
            jira            | email        | ''                         | email: expected a value, but found nothing
            jira            | email        | a:b                        | email: expected a name without colon
            jira            | project      | ''                         | project: expected a value, but found nothing
            jira            | priorities   | x                          | priorities: expected a word for each of
            jira            | closeTransition | Done                    | closeTransition: expected the number of a transition
            jira            | searchDelay  | 1m                         | searchDelay: expected milliseconds, but found '1m'
            jira            | fields       | {"labels": []}             | fields: expected other fields
            thehive         | tlp          | 5                          | tlp: expected 0 to 4
            thehive         | pap          | red                        | pap: expected 0 to 3
            thehive         | organisation | caf\u00e9                  | organisation: expected visible ASCII
            """)
    void whatIsWrongIsToldByNameAndWithoutSecrets(String type, String property, String value, String message) {
        Map<String, String> properties = properties(type);
        properties.put(property, value);
        SinkSettings settings = new SinkSettings(type, "soc", properties);

        assertThatThrownBy(() -> new Targets().of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void leastPropertiesAreEnough() {
        for (String type : new String[] {"servicenow", "request-tracker", "jira", "thehive"}) {
            assertThatCode(() -> new Targets().of(new SinkSettings(type, "soc", properties(type))))
                    .doesNotThrowAnyException();
        }
    }
}
