package io.outrider.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    private String of(@Nullable Throwable failure) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        return new FailureReason().of(exchange);
    }

    @Test
    void ofAPartOfASplitItIsWhatThePartFailedFor() {
        Throwable cause = new IllegalStateException("the state could not be written", new IOException("no space"));
        Throwable split = new CamelExchangeException("Multicast processing failed for number 0", exchange, cause);
        assertThat(of(new RuntimeCamelException("wrapped", split))).isEqualTo("the state could not be written");
    }

    @Test
    void ofCamelsOwnFailureItIsCamelsMessage() {
        assertThat(of(new RuntimeCamelException("no such endpoint"))).isEqualTo("no such endpoint");
    }

    @Test
    void ofWhateverNamesAreInItItIsOneLine() {
        assertThat(of(new IOException("a\nb\u2028c\u001b[0m"))).isEqualTo("a b c [0m");
    }

    @Test
    void whatSaysNothingIsNamedByItsKind() {
        assertThat(of(new EOFException())).isEqualTo("EOFException");
        assertThat(of(null)).isEqualTo("for no reason that is known");
    }
}
