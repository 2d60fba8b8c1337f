package io.outrider.camel;

import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;

/** Why an exchange failed, for messages in routes. */
public final class FailureReason {

    /**
     * The message of what failed, without Camel's words on which part of a split it failed in; in one line, for it may hold the name of
     * a file that an outsider chose.
     */
    public String of(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (failure == null) {
            return "for no reason that is known";
        }
        while ((failure instanceof CamelExchangeException || failure instanceof RuntimeCamelException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : PlainText.line(failure.getMessage());
    }
}
