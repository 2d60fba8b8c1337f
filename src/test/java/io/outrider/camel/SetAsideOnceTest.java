package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.normalize.EventBatch;
import io.outrider.normalize.Reject;
import io.outrider.normalize.SourceUnit;
import io.outrider.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** Batches whose records are all no events, before steps that keep them and then fail, or do not. */
class SetAsideOnceTest {

    private final List<Long> letters = new ArrayList<>();
    private final SetAsideOnce setAsideOnce = new SetAsideOnce();
    private final Processor route = setAsideOnce.wrap(null, this::keep);
    private boolean lettersFail;
    private boolean commitFails;

    private void keep(Exchange exchange) {
        exchange.setVariable(KeepLetters.KEPT, false);
        List<?> rejects = exchange.getVariable(SetAsideOnce.REJECTS, List.class);
        if (rejects != null) {
            fail(lettersFail);
            rejects.forEach(reject -> letters.add(((Reject) reject).offset()));
            exchange.setVariable(KeepLetters.KEPT, true);
        }
        fail(commitFails);
    }

    private static void fail(boolean fails) {
        if (fails) {
            throw new StoreException("synthetic", new IOException());
        }
    }

    private void give(String unit, String text, long from, long to) throws Exception {
        List<Reject> rejects = LongStream.range(from, to)
                .mapToObj(offset -> new Reject("a.log", 1, offset, 1, "synthetic", text, true, false))
                .toList();
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(new EventBatch(new SourceUnit(unit, "a.log"), List.of(), rejects, to, false));
        route.process(exchange);
    }

    private void give(long from, long to) throws Exception {
        give("a", "no event", from, to);
    }

    private void giveInVain(long from, long to) {
        assertThatThrownBy(() -> give(from, to)).isInstanceOf(StoreException.class);
    }

    @Test
    void whatWasKeptOfABatchThatFailsIsNotKeptAgainHoweverOftenItComes() throws Exception {
        commitFails = true;
        giveInVain(0, 2);
        giveInVain(0, 2);
        commitFails = false;
        give(0, 2);
        give(2, 3);

        assertThat(letters).containsExactly(0L, 1L, 2L);
    }

    @Test
    void whatCouldNotBeKeptIsKeptAtTheNextTry() throws Exception {
        lettersFail = true;
        giveInVain(0, 2);
        assertThat(letters).isEmpty();
        lettersFail = false;
        give(0, 2);

        assertThat(letters).containsExactly(0L, 1L);
    }

    @Test
    void batchThatComesAgainLongerShorterOrFromLaterOnHasOfEachRecordOneLetter() throws Exception {
        commitFails = true;
        giveInVain(0, 2);
        giveInVain(0, 4);
        commitFails = false;
        give(0, 1);
        // Another instance has the record in between.
        give(2, 5);

        assertThat(letters).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void sameRecordOfAnotherUnitAndAnotherRecordAtTheSamePlaceAreKept() throws Exception {
        commitFails = true;
        giveInVain(0, 1);
        commitFails = false;
        give("b", "no event", 0, 1);
        give("a", "none either", 0, 1);

        assertThat(letters).containsExactly(0L, 0L, 0L);
    }

    @Test
    void recordThatComesOnceMoreBehindABatchThatIsThroughIsKeptOnceMore() throws Exception {
        commitFails = true;
        giveInVain(0, 1);
        commitFails = false;
        give(0, 1);
        give(0, 1);

        assertThat(letters).containsExactly(0L, 0L);
    }

    @Test
    void unitThatIsForgottenHasItsRecordsKeptOnceMore() throws Exception {
        commitFails = true;
        giveInVain(0, 1);
        setAsideOnce.forget("a");
        commitFails = false;
        give(0, 1);

        assertThat(letters).containsExactly(0L, 0L);
    }
}
