package io.outrider.health;

import io.outrider.cim.Value;
import io.outrider.outbox.Outcome;
import io.outrider.outbox.Said;
import io.outrider.outbox.Sender;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way of alerts about Outrider into a sink: the sink's own, but for what is wrong with that sink. */
final class OperationalSender implements Sender {

    private final String sink;
    private final Sender sender;

    OperationalSender(String sink, Sender sender) {
        this.sink = sink;
        this.sender = sender;
    }

    @Override
    public Optional<Map<String, Object>> render(Said said) {
        Value about = said.alert().row().get(OperationalAlerts.SINK);
        boolean itsOwn = about != null && about.texts().contains(sink);
        return itsOwn ? Optional.empty() : sender.render(said);
    }

    @Override
    public Outcome send(List<Map<String, Object>> findings) {
        return sender.send(findings);
    }

    @Override
    public void giveUp(Said said, String reason) {
        sender.giveUp(said, reason);
    }
}
