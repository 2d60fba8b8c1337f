package io.outrider.camel.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.Comparator;
import java.util.List;

/** A server on loopback whose answers follow rules, which may remember what was sent before. */
final class RuledServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a system answers. */
    interface Rules {
        ResponseDefinitionBuilder answer(Request request);
    }

    private final WireMockServer server;

    RuledServer(Rules rules) {
        server = new WireMockServer(
                options().bindAddress("127.0.0.1").dynamicPort().extensions(new Answers(rules)));
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withTransformers(Answers.NAME)));
        server.start();
    }

    private record Answers(Rules rules) implements ResponseDefinitionTransformerV2 {
        static final String NAME = "rules";

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            return rules.answer(event.getRequest()).build();
        }

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }

    /** Answers the next call of a method otherwise, once; then the rules hold again. */
    void next(String method, ResponseDefinitionBuilder answer) {
        String scenario = method + server.getStubMappings().size();
        server.stubFor(request(method, anyUrl())
                .atPriority(1)
                .inScenario(scenario)
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(answer)
                .willSetStateTo("over"));
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Methods of the calls, in their order. */
    List<String> methods() {
        return server.getAllServeEvents().stream()
                .sorted(Comparator.comparing(event -> event.getRequest().getLoggedDate()))
                .map(event -> event.getRequest().getMethod().toString())
                .toList();
    }

    static JsonNode body(Request request) {
        try {
            return JSON.readTree(request.getBodyAsString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ResponseDefinitionBuilder json(int status, Object document) {
        try {
            return aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
