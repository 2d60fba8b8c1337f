package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.Alert.Activity;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The call that a webhook makes, by its properties. Findings are synthetic. */
class WebhookTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "whsec_b3V0cmlkZXItc3ludGhldGljLXNlY3JldC0wMDE=";

    private final List<HttpCall> calls = new ArrayList<>();

    private static SinkSettings settings(String... propertiesAndValues) {
        Map<String, String> properties = new HashMap<>(Map.of("url", "https://soc.example.com/", "secret", SECRET));
        for (int i = 0; i < propertiesAndValues.length; i += 2) {
            properties.put(propertiesAndValues[i], propertiesAndValues[i + 1]);
        }
        return new SinkSettings("webhook", "soc", properties);
    }

    private static Finding finding(String type, Activity activity) {
        int revision = activity == Activity.CREATE ? 0 : 2;
        return new Finding(RenderedFindings.document(type, RenderedFindings.row(), revision, activity));
    }

    private void deliver(SinkSettings sink, Templates templates, Finding finding)
            throws FailedDeliveryException, RefusedDeliveryException {
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
        new Targets(templates)
                .of(sink)
                .deliver(
                        finding,
                        new Delivery(
                                sink,
                                this::answer,
                                JSON,
                                clock,
                                new Delivery.Patience(clock.instant(), Duration.ofDays(3))));
    }

    private Answer answer(HttpCall call) {
        calls.add(call);
        return new Answer(204, null, "");
    }

    private HttpCall call(SinkSettings sink) throws Exception {
        deliver(sink, new FakeTemplates(values -> ""), finding("TTP", Activity.UPDATE));
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "ocsf, application/json, /data/metadata/uid, 5ca1ab1e",
        "ocsf, application/json, /type, alert.updated",
        "ecs, application/json, /event/id, 5ca1ab1e",
        "cloudevents, application/cloudevents+json; charset=utf-8, /id, 5ca1ab1e-2",
        "cloudevents, application/cloudevents+json; charset=utf-8, /subject, 5ca1ab1e",
        "cloudevents, application/cloudevents+json; charset=utf-8, /specversion, 1.0",
        "cloudevents, application/cloudevents+json; charset=utf-8, /source, /outrider/berlin",
        "cloudevents, application/cloudevents+json; charset=utf-8, /type, io.outrider.alert.updated.v1",
        "cloudevents, application/cloudevents+json; charset=utf-8, /time, 2026-01-01T11:05:00.250Z",
        "cloudevents, application/cloudevents+json; charset=utf-8, /data/metadata/uid, 5ca1ab1e"
    })
    void formatDecidesBodyAndContentType(String format, String contentType, String pointer, String value)
            throws Exception {
        HttpCall call = call(settings("format", format, "source", "/outrider/berlin"));

        assertThat(call.headers()).containsEntry("content-type", contentType).containsEntry("webhook-id", "5ca1ab1e-2");
        assertThat(call.headers().get("webhook-signature")).startsWith("v1,");
        assertThat(JSON.readTree(call.body()).at(pointer).asText()).isEqualTo(value);
    }

    @Test
    void riskEventsStandOneBehindTheOther() throws Exception {
        String[] lines = new String(call(settings("format", "splunk-risk")).body(), StandardCharsets.UTF_8).split("\n");

        assertThat(lines).hasSize(2);
        JsonNode second = JSON.readTree(lines[1]);
        assertThat(second.at("/event/risk_object").asText()).isEqualTo("alice");
    }

    @Test
    void alertWithoutRiskMakesNoCall() throws Exception {
        deliver(
                settings("format", "splunk-risk"),
                new FakeTemplates(values -> ""),
                finding("Hunting", Activity.CREATE));
        deliver(settings("format", "splunk-risk"), new FakeTemplates(values -> ""), finding("TTP", Activity.CLOSE));

        assertThat(calls).isEmpty();
    }

    @Test
    void callWithoutASignatureIsAChoice() throws Exception {
        assertThat(call(settings("secret", "", "signature", "none")).headers())
                .doesNotContainKey("webhook-signature")
                .containsKeys("webhook-id", "webhook-timestamp");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', Authorization, Bearer hunter2-token",
        "'', Splunk, Authorization, Splunk hunter2-token",
        "PRIVATE-TOKEN, '', PRIVATE-TOKEN, hunter2-token",
        "X-Key, Token, X-Key, Token hunter2-token"
    })
    void tokenStandsInItsHeader(String header, String scheme, String name, String value) throws Exception {
        HttpCall call = call(settings("token", "hunter2-token", "tokenHeader", header, "tokenScheme", scheme));

        assertThat(call.headers()).containsEntry(name, value);
        assertThat(call.toString()).doesNotContain("hunter2");
        assertThat(settings("token", "hunter2-token").withoutSecrets("bad token hunter2-token"))
                .isEqualTo("bad token ***");
    }

    @Test
    void furtherHeadersAreSentAndNotToldInAnswers() throws Exception {
        SinkSettings sink = settings(
                "headers", "{\"X-GitHub-Api-Version\": \"2022-11-28\", \"X-Tenant\": \"hunter2 a\", \"X-Level\": 7}");
        HttpCall call = call(sink);

        assertThat(call.headers())
                .containsEntry("X-GitHub-Api-Version", "2022-11-28")
                .containsEntry("X-Tenant", "hunter2 a")
                .containsEntry("X-Level", "7")
                .containsEntry("content-type", "application/json");
        assertThat(sink.withoutSecrets("no tenant hunter2 a")).isEqualTo("no tenant *** a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hunter2                            | expected a JSON object
            ["hunter2"]                        | expected a JSON object
            {"X-A": "hunter2\\r\\nX-B: c"}     | expected visible characters of ASCII
            {"X-A": "hunter2\\u00e9"}          | expected visible characters of ASCII
            {"X-A": " hunter2"}                | expected visible characters of ASCII
            {"X-A": ["hunter2"]}               | expected a text or a number
            {"X-A": null}                      | expected a text or a number
            {"X A": "hunter2"}                 | expected the name of a header
            {"X-A\\r\\nX-B": "hunter2"}        | expected the name of a header
            {"Content-Length": "hunter2"}      | expected the name of a header
            {"Webhook-Id": "hunter2"}          | expected the name of a header
            {"CamelHttpUri": "hunter2"}        | expected the name of a header
            {"camelhttpuri": "hunter2"}        | expected the name of a header
            {"org.apache.camel.x": "hunter2"}  | expected the name of a header
            {"kafka.OVERRIDE_TOPIC": "hunter2"}| expected the name of a header
            {"mail.smtp.host": "hunter2"}      | expected the name of a header
            {"authorization": "hunter2"}       | expected what tells the caller in token
            {"x-key": "hunter2"}               | expected what tells the caller in token
            {"X-A": "hunter2", "x-a": "b"}     | expected each header once
            """)
    void headerThatIsNoneOfTheOperatorsIsRefusedWithoutItsValue(String headers, String message) {
        assertThatThrownBy(() ->
                        new Targets().of(settings("headers", headers, "token", "synthetic", "tokenHeader", "X-Key")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("headers: " + message)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"x": 1           | soc.json: expected that it gives JSON, but it gave something else at line 1
            {} {}             | soc.json: expected that it gives one value of JSON, but it gave more than one
            ''                | soc.json: expected that it gives one value of JSON, but it gave nothing
            """)
    void templateThatGivesNoJsonIsToldAtTheStart(String text, String message) {
        Templates templates = new FakeTemplates(values -> text);

        assertThatThrownBy(() -> new Targets(templates).of(settings("format", "template", "template", "soc.json")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("template: " + message);
    }

    @Test
    void templateIsTriedAtTheStartWithLittleAndWithAwkwardValues() {
        Templates templates =
                new FakeTemplates(values -> "{\"m\": \"" + ((Map<?, ?>) values.get("alert")).get("message") + "\"}");

        assertThatThrownBy(() -> new Targets(templates).of(settings("format", "template", "template", "soc.json")))
                .hasMessageStartingWith("template: soc.json: expected that it gives JSON");
    }

    @Test
    void alertForWhichATemplateFailsIsRefusedWithTheReason() throws Exception {
        Templates templates = new FakeTemplates(values -> {
            if (String.valueOf(values).contains("WS-042")) {
                throw new IllegalArgumentException("soc.txt, line 3: expected less, but found more");
            }
            return "";
        });

        assertThatThrownBy(() -> deliver(
                        settings("format", "template", "template", "soc.txt"),
                        templates,
                        finding("TTP", Activity.CREATE)))
                .isInstanceOf(RefusedDeliveryException.class)
                .hasMessage("webhook soc at soc.example.com: soc.txt, line 3: expected less, but found more");
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''        | template: expected a value, but found nothing
            soc.html  | template: expected a file whose name ends in .json, .csv or .txt
            """)
    void fileSaysByItsNameHowValuesAreEscaped(String file, String message) {
        assertThatThrownBy(() -> new Targets(new FakeTemplates(values -> ""))
                        .of(settings("format", "template", "template", file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
