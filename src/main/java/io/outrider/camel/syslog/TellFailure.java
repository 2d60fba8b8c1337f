package io.outrider.camel.syslog;

import io.outrider.camel.http.ForbiddenAddressException;
import io.outrider.deliver.FailedDeliveryException;
import io.outrider.deliver.RefusedDeliveryException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Says of a message that could not be written which sink's it was, and why: what Camel's component and its pool of connections say often
 * names neither receiver nor reason. The variables {@code sink.type}, {@code sink.name} and {@code sink.receiver} name the sink.
 */
public final class TellFailure implements Processor {

    // Longer than any chain of causes there is, and an end to one that goes round.
    private static final int MOST_CAUSES = 20;

    /**
     * @throws RefusedDeliveryException if the receiver's address may not be called
     * @throws FailedDeliveryException else
     */
    @Override
    public void process(Exchange exchange) throws FailedDeliveryException, RefusedDeliveryException {
        String where = exchange.getVariable("sink.type", String.class) + ' '
                + exchange.getVariable("sink.name", String.class) + " at "
                + exchange.getVariable("sink.receiver", String.class);
        Throwable root = root(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        if (root instanceof ForbiddenAddressException) {
            throw new RefusedDeliveryException(where + ": " + root.getMessage());
        }
        throw new FailedDeliveryException(where + " could not be written to: " + reason(root));
    }

    private static @Nullable Throwable root(@Nullable Throwable failure) {
        Throwable root = failure;
        for (int i = 0; i < MOST_CAUSES && root != null && root.getCause() != null; i++) {
            root = root.getCause();
        }
        return root;
    }

    // Example: [ConnectException: Connection refused], [ClosedChannelException]
    private static String reason(@Nullable Throwable root) {
        if (root == null) {
            return "for an unknown reason";
        }
        String name = root.getClass().getSimpleName();
        return root.getMessage() == null ? name : name + ": " + root.getMessage();
    }
}
