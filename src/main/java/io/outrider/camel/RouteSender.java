package io.outrider.camel;

import io.outrider.alert.OcsfFinding;
import io.outrider.deliver.FailedDeliveryException;
import io.outrider.deliver.Finding;
import io.outrider.deliver.RefusedDeliveryException;
import io.outrider.outbox.Outcome;
import io.outrider.outbox.Said;
import io.outrider.outbox.Sender;
import io.outrider.store.LetterId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends findings into a sink through the route {@code alert}, with the variable {@value #SINK} and, where they go one by one, {@code uid},
 * {@code activity}, {@code severity} and {@code message} for keys, file names and conditions; those that it does not get go through the
 * route {@code undelivered}, with the variable {@value #REASON} too.
 */
public final class RouteSender implements Sender {

    /** Exchange variable: the sink's name. */
    public static final String SINK = "sink";

    /** Exchange variable: why a sink does not get a finding. */
    public static final String REASON = "reason";

    /** Exchange variable: the alert's id. */
    public static final String ALERT = "alert";

    /** Exchange variable: by which id the finding that a sink does not get is in the store; absent if it is not. */
    public static final String LETTER = "letter";

    private static final Logger LOG = LoggerFactory.getLogger("outrider.outbox");

    private final CamelContext context;
    private final ProducerTemplate template;
    private final String sink;
    private final OcsfFinding findings;
    private final boolean several;
    private final boolean updates;
    private final Optional<Predicate> when;
    private final boolean stored;
    private volatile boolean told;

    /**
     * @param several whether the sink takes a list of findings
     * @param updates whether it takes what is said of an alert after the first time
     * @param when condition over the finding; one that cannot be evaluated counts as met, so that nothing is lost
     * @param stored whether the outbox keeps what is given up
     */
    public RouteSender(
            CamelContext context,
            ProducerTemplate template,
            String sink,
            OcsfFinding findings,
            boolean several,
            boolean updates,
            Optional<Predicate> when,
            boolean stored) {
        this.context = context;
        this.template = template;
        this.sink = sink;
        this.findings = findings;
        this.several = several;
        this.updates = updates;
        this.when = when;
        this.stored = stored;
    }

    @Override
    public Optional<Map<String, Object>> render(Said said) {
        if (!updates && said.alert().revision() > 0) {
            return Optional.empty();
        }
        return Optional.of(findings.of(said.alert(), said.at())).filter(this::isWanted);
    }

    private boolean isWanted(Map<String, Object> finding) {
        if (when.isEmpty()) {
            return true;
        }
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(finding);
        try {
            return when.get().matches(exchange);
        } catch (RuntimeException e) {
            if (!told) {
                told = true;
                LOG.error("outrider.sink.{}.when cannot be evaluated, and counts as met: {}", sink, e.getMessage());
            }
            return true;
        }
    }

    @Override
    public Outcome send(List<Map<String, Object>> all) {
        Exchange sent = template.send("direct:alert", exchange -> {
            exchange.getMessage().setBody(several ? all : all.get(0));
            exchange.setVariable(SINK, sink);
            if (!several) {
                describe(exchange, new Finding(all.get(0)));
            }
        });
        return outcome(sent.getException());
    }

    private static void describe(Exchange exchange, Finding finding) {
        exchange.setVariable("uid", finding.id());
        exchange.setVariable("activity", finding.text("activity_name").orElse(""));
        exchange.setVariable("severity", finding.severity());
        exchange.setVariable("message", finding.message());
    }

    private static Outcome outcome(Exception exception) {
        Throwable cause = exception instanceof CamelExecutionException ? exception.getCause() : exception;
        if (cause == null) {
            return new Outcome.Delivered();
        }
        if (cause instanceof RefusedDeliveryException) {
            return new Outcome.Refused(cause.getMessage());
        }
        Duration wait = cause instanceof FailedDeliveryException failed ? failed.leastWait() : null;
        return new Outcome.Failed(String.valueOf(cause.getMessage()), wait);
    }

    @Override
    public void giveUp(Said said, String reason) {
        Exchange sent = template.send("direct:undelivered", exchange -> {
            exchange.getMessage().setBody(findings.of(said.alert(), said.at()));
            exchange.setVariable(SINK, sink);
            exchange.setVariable(REASON, reason);
            exchange.setVariable(ALERT, said.alert().id());
            if (stored) {
                exchange.setVariable(
                        LETTER, LetterId.delivery(sink, said.number()).toString());
            }
        });
        if (sent.getException() != null) {
            LOG.error(
                    "{} of {} for {} ({}) could be kept nowhere: {}",
                    said.alert().id(),
                    said.alert().detection().name(),
                    sink,
                    reason,
                    sent.getException().getMessage());
        }
    }
}
