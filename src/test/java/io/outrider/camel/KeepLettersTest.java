package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.SettableClock;
import io.outrider.detect.RuleFailure;
import io.outrider.normalize.Reject;
import io.outrider.store.LetterId.Kind;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class KeepLettersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final ObjectMapper json = new ObjectMapper();
    private final DeadLetters documents = new DeadLetters(json, new Statistics());
    private final FakeDeadLetters store = new FakeDeadLetters();

    private static Reject reject(String text, boolean whole, boolean repaired) {
        return new Reject("a.log", 3, 20, 9, "synthetic", text, whole, repaired);
    }

    private static Exchange exchange(Object... items) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getExchangeExtension().setFromRouteId("source-x");
        exchange.getMessage().setBody(List.of(items));
        exchange.setVariable(NormalizeRecords.TIMEZONE, "Europe/Berlin");
        exchange.setVariable(NormalizeRecords.SOURCETYPE, "cisco:asa");
        return exchange;
    }

    @Test
    void inputIsKeptWithWhatItsSourceSaysAndWhyItCannotBeGivenAgain() throws Exception {
        Exchange exchange = exchange(
                reject("whole", true, false), reject("beginning", false, false), reject("repaired", true, true));
        new KeepLetters(store, documents, 10, 1_000, clock).process(exchange);

        assertThat(exchange.getVariable(KeepLetters.KEPT)).isEqualTo(true);
        assertThat(store.added).hasSize(3).allSatisfy(letter -> {
            assertThat(letter.kind()).isEqualTo(Kind.EVENT);
            assertThat(letter.time()).isEqualTo(NOW);
            assertThat(letter.source()).isEqualTo("a.log");
            assertThat(letter.reason()).isEqualTo("synthetic");
        });
        assertThat(store.added.get(0).obstacle()).isNull();
        assertThat(store.added.get(1).obstacle()).contains("cut");
        assertThat(store.added.get(2).obstacle()).contains("an event was made of it");
        assertThat(json.readTree(store.added.get(0).bytes()).toString())
                .isEqualTo(
                        "{\"reason\":\"synthetic\",\"repaired\":false,\"source\":\"a.log\",\"line\":3,\"offset\":20,"
                                + "\"length\":9,\"text\":\"whole\",\"route\":\"source-x\",\"timezone\":\"Europe/Berlin\",\"sourcetype\":\"cisco:asa\"}");
    }

    @Test
    void matchIsKeptByItsDetectionAndCannotBeGivenAgain() throws Exception {
        Exchange exchange = exchange(new RuleFailure("id", "Synthetic", "row", "division by zero"));
        new KeepLetters(store, documents, 10, 1_000, clock).process(exchange);

        assertThat(store.added).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(Kind.MATCH);
            assertThat(letter.source()).isEqualTo("Synthetic");
            assertThat(letter.reason()).isEqualTo("division by zero");
            assertThat(letter.obstacle()).isNotNull();
        });
    }

    @Test
    void whatTheStoreDoesNotTakeIsLeftForTheNextSteps() throws Exception {
        Exchange away = exchange(reject("a", true, false));
        Object before = away.getMessage().getBody();
        store.away = true;
        new KeepLetters(store, documents, 10, 1_000, clock).process(away);
        assertThat(away.getVariable(KeepLetters.KEPT)).isEqualTo(false);
        assertThat(away.getMessage().getBody()).isSameAs(before);

        new KeepLetters(null, documents, 10, 1_000, clock).process(away);
        assertThat(away.getVariable(KeepLetters.KEPT)).isEqualTo(false);
        assertThat(away.getMessage().getBody()).isSameAs(before);
    }

    @Test
    void boundBelowOneIsRefused() {
        assertThatThrownBy(() -> new KeepLetters(store, documents, 0, 1_000, clock))
                .hasMessage("outrider.dead-letters.max-count: expected 1 or more, but found 0");
        assertThatThrownBy(() -> new KeepLetters(store, documents, 10, 0, clock))
                .hasMessage("outrider.dead-letters.max-size: expected 1 mebibyte or more, but found 0 bytes");
    }
}
