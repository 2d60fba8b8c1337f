package io.outrider.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against servers, or what stands before them, that repeat what they were sent: address, headers and body. Whatever the form in which a
 * secret went out, and wherever it lies in the answer, the reason that goes into logs and dead letters does not have it, nor its
 * beginning. Findings and secrets are synthetic.
 */
class EchoedSecretsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final Delivery.Patience PATIENCE = new Delivery.Patience(CLOCK.instant(), Duration.ofDays(3));
    private static final Finding FINDING = new Finding(RenderedFindings.document(RenderedFindings.row()));
    // Of a word's beginning, so many characters would tell something of it.
    private static final int TELLING = 6;
    // Around the place where an answer is cut (1000), and a secret's length before it.
    private static final int FIRST_PAD = 920;
    private static final int LAST_PAD = 1010;

    private enum Kind {
        SERVICENOW("servicenow", "user", "outrider", "password", "hunter2-pass wörd"),
        SERVICENOW_TOKEN("servicenow", "token", "hunter2-token"),
        JIRA_CLOUD("jira", "email", "soc@example.com", "token", "hunter2-token", "project", "SOC"),
        JIRA_DATA_CENTER("jira", "deployment", "data-center", "token", "hunter2-token", "project", "SOC"),
        REQUEST_TRACKER("request-tracker", "token", "hunter2-token", "queue", "SOC"),
        THE_HIVE("thehive", "token", "hunter2-token"),
        SOAR("splunk-soar", "token", "hunter2-token"),
        HEC("splunk-hec", "token", "hunter2-token"),
        PAGER_DUTY("pagerduty", "routingKey", "0123456789abcdef0123456789abcdef"),
        ELASTICSEARCH("elasticsearch", "index", "alerts", "username", "outrider", "password", "hunter2\"&pass"),
        ELASTICSEARCH_KEY("elasticsearch", "index", "alerts", "apiKey", "aHVudGVyMi1pZDpodW50ZXIyLWtleQ=="),
        BEARER_WEBHOOK("webhook", "signature", "none", "token", "hunter2-token");

        private final Map<String, String> properties = new HashMap<>();

        Kind(String type, String... namesAndValues) {
            properties.put("type", type);
            properties.put("url", "https://soc.example.com/base");
            for (int i = 0; i < namesAndValues.length; i += 2) {
                properties.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }

        SinkSettings sink() {
            return new SinkSettings(properties.get("type"), "soc", properties);
        }

        /** What may be told to nobody: the secret, and the value of the header that has it. */
        List<String> secrets() {
            List<String> secrets = new ArrayList<>();
            for (String property : List.of("password", "token", "apiKey", "routingKey")) {
                String secret = properties.get(property);
                if (secret != null) {
                    secrets.add(secret);
                    for (String user : List.of("user", "email", "username")) {
                        if (properties.containsKey(user)) {
                            secrets.add(base64(properties.get(user) + ':' + secret));
                        }
                    }
                }
            }
            return secrets;
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(SinkSettings sink, HttpCalls server) {
        Throwable failure = catchThrowable(
                () -> new Targets().of(sink).deliver(FINDING, new Delivery(sink, server, JSON, CLOCK, PATIENCE)));
        assertThat(failure).isInstanceOfAny(RefusedDeliveryException.class, FailedDeliveryException.class);
        return failure.getMessage();
    }

    private static String echo(HttpCall call) {
        return call.headers() + " " + call.url() + ' ' + new String(call.body(), StandardCharsets.UTF_8);
    }

    private static void assertToldNothingOf(String secret, String reason) {
        assertThat(reason).doesNotContain(secret.substring(0, Math.min(TELLING, secret.length())));
    }

    @ParameterizedTest
    @EnumSource
    void serverThatRepeatsTheCallTellsNoSecret(Kind kind) {
        for (int status : List.of(400, 403, 500)) {
            String reason = reason(kind.sink(), call -> new Answer(status, null, echo(call)));

            assertThat(reason).contains("***");
            kind.secrets().forEach(secret -> assertToldNothingOf(secret, reason));
        }
    }

    @ParameterizedTest
    @EnumSource
    void secretThatLiesWhereTheAnswerIsCutDoesNotShowItsBeginning(Kind kind) {
        for (String secret : kind.secrets()) {
            for (int pad = FIRST_PAD; pad < LAST_PAD; pad++) {
                String before = "x".repeat(pad) + ' ';
                assertToldNothingOf(
                        secret, reason(kind.sink(), call -> new Answer(400, null, before + secret + " is wrong")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void secretIsKnownInTheFormsThatAnswersWriteTextsIn(Kind kind) throws Exception {
        for (String secret : kind.secrets()) {
            String json = JSON.writeValueAsString(secret);
            String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            for (String written : List.of(
                    json.substring(1, json.length() - 1), form, form.replace("+", "%20"), Place.HTML.escape(secret))) {
                assertThat(reason(kind.sink(), call -> new Answer(400, null, "<" + written + ">")))
                        .doesNotContain(written);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"outrider", "größe"})
    void passwordOfTheProxyIsNotToldEither(String user) {
        Map<String, String> properties = new HashMap<>(Kind.HEC.properties);
        properties.putAll(
                Map.of("proxy", "http://proxy.example.com:3128", "proxyUser", user, "proxyPassword", "hunter2-proxy"));
        SinkSettings sink = new SinkSettings("splunk-hec", "soc", properties);
        String sent = base64(user + ":hunter2-proxy");

        assertThat(reason(sink, call -> new Answer(502, null, "Proxy-Authorization: Basic " + sent)))
                .endsWith("answered 502: Proxy-Authorization: Basic ***");
    }

    // The path of Slack's and Tines' addresses, and sig in those of Teams, are the secret.
    @ParameterizedTest
    @CsvSource({
        "https://hooks.slack.com/services/T0SYNTH01/B0SYNTH02/hunter2synthetic, hunter2synthetic",
        "https://x.logic.azure.com/workflows/a/triggers?sp=%2Frun&sig=hunter2-synthetic%2Bsig, hunter2-synthetic",
        "https://a.tines.com/webhook/hunter2path/hunter2s%C3%A9cret, hunter2s"
    })
    void addressThatIsTheSecretIsNotTold(String url, String telling) {
        Map<String, String> properties = Map.of("url", url, "signature", "none");
        SinkSettings sink = new SinkSettings("webhook", "chat", properties);
        for (int pad = FIRST_PAD; pad < LAST_PAD; pad++) {
            String before = "x".repeat(pad) + ' ';
            String reason = reason(
                    sink,
                    call -> new Answer(
                            404,
                            null,
                            before + "no " + call.url().getPath() + '?'
                                    + call.url().getQuery() + " or " + call.url()));

            assertThat(reason).doesNotContain(telling.substring(0, TELLING));
        }
    }
}
