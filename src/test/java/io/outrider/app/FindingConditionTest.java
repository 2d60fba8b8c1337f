package io.outrider.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingConditionTest {

    private static final Map<String, Object> FINDING = Map.of(
            "severity_id",
            4,
            "message",
            "winrs was run on WS-042",
            "finding_info",
            Map.of("title", "Remote Process", "types", List.of("TTP", "other")));

    private final CamelContext context = new DefaultCamelContext();

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            ${body.severity_id} >= 4                                       ; true
            ${body.severity_id} > 4                                        ; false
            ${body.finding_info.title} == 'Remote Process'                 ; true
            ${body.finding_info.types[0]} == 'TTP'                         ; true
            ${body.message} contains 'WS-042' && ${body.severity_id} == 4  ; true
            ${body.message} contains 'WS-043' || ${body.severity_id} == 5  ; false
            ${body[severity_id]} == 4                                      ; true
            ${body.nothing_of_this_name} == 'x'                            ; false
            ${body.nothing_of_this_name} == null                           ; true
            """)
    void entriesAreNamedByTheirPath(String condition, boolean met) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(FINDING);

        assertThat(FindingCondition.of(condition, context).matches(exchange)).isEqualTo(met);
    }

    @ParameterizedTest
    @CsvSource({"${body.metadata.labels} contains 'operational', true", "${body.metadata.labels} == null, false"})
    void alertsAboutOutriderItselfAreToldFromOthersByTheirLabel(String condition, boolean operational) {
        Predicate predicate = FindingCondition.of(condition, context);
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(Map.of("metadata", Map.of("labels", List.of("operational"))));
        assertThat(predicate.matches(exchange)).isEqualTo(operational);
        exchange.getMessage().setBody(Map.of("metadata", Map.of("version", "1.8.0")));
        assertThat(predicate.matches(exchange)).isEqualTo(!operational);
    }

    @Test
    void whatIsNoConditionIsToldWithAnExample() {
        assertThatThrownBy(() -> FindingCondition.of("${body.severity_id >= 4", context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "expected a condition in Camel's Simple language such as ${body.severity_id} >= 4");
    }
}
