package io.outrider.camel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** WireMock on loopback as a server with rules and a memory: it answers each request by them, unless it was told what comes next. */
final class RuleServer implements AutoCloseable {

    /** What a server answers by its rules. */
    interface Rules {
        ResponseDefinitionBuilder answer(Call call);
    }

    /** A request: method and path with query, and its body if that is JSON. */
    record Call(Request request, String line, String text, JsonNode json) {
        String header(String name) {
            return request.header(name).isPresent() ? request.header(name).firstValue() : "";
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WireMockServer server;
    private final Queue<ResponseDefinitionBuilder> next = new ArrayDeque<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    RuleServer(Rules rules) {
        server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .extensions(new Answering(rules)));
        server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
        server.start();
    }

    private final class Answering implements ResponseDefinitionTransformerV2 {
        private final Rules rules;

        Answering(Rules rules) {
            this.rules = rules;
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = event.getRequest();
            Call call = new Call(
                    request,
                    request.getMethod() + " " + request.getUrl(),
                    request.getBodyAsString(),
                    json(request.getBodyAsString()));
            synchronized (RuleServer.this) {
                calls.add(call);
                ResponseDefinitionBuilder told = next.poll();
                return (told == null ? rules.answer(call) : told).build();
            }
        }

        @Override
        public String getName() {
            return "rules";
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** Whatever the rules say, the next answer is this. */
    synchronized RuleServer then(ResponseDefinitionBuilder answer) {
        next.add(answer);
        return this;
    }

    RuleServer then(int status, String body) {
        return then(WireMock.aResponse().withStatus(status).withBody(body));
    }

    List<Call> calls() {
        return calls;
    }

    List<String> lines() {
        return calls.stream().map(Call::line).toList();
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return WireMock.aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    @Override
    public void close() {
        server.stop();
    }
}
