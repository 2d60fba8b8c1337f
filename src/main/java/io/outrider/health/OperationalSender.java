package io.outrider.health;

import io.outrider.alert.Alert;
import io.outrider.cim.Value;
import io.outrider.outbox.Outcome;
import io.outrider.outbox.Said;
import io.outrider.outbox.Sender;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way of alerts about Outrider into a sink: the sink's own, but for what is wrong with that sink, and what it has from before. */
final class OperationalSender implements Sender {

    private final String sink;
    private final Sender sender;
    // By the id of an alert.
    private volatile Map<String, Integer> firstRevisions = Map.of();

    OperationalSender(String sink, Sender sender) {
        this.sink = sink;
        this.sender = sender;
    }

    /** Has the sink not told again what it has. */
    void goOn(List<Told> before) {
        firstRevisions = before.stream().collect(Collectors.toMap(Told::id, told -> told.next(sink), Math::min));
    }

    @Override
    public Optional<Map<String, Object>> render(Said said) {
        Alert alert = said.alert();
        Value about = alert.row().get(Told.SINK);
        boolean itsOwn = about != null && about.texts().contains(sink);
        boolean hasIt = alert.revision() < firstRevisions.getOrDefault(alert.id(), 0);
        return itsOwn || hasIt ? Optional.empty() : sender.render(said);
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
