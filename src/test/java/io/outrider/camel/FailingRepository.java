package io.outrider.camel;

import io.outrider.detect.WindowDelta;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AggregationRepository;
import org.jspecify.annotations.Nullable;

/** The windows as the aggregator's groups, with an error at a call that a test chooses. */
public final class FailingRepository implements AggregationRepository {

    /** What fails. */
    public enum Call {
        GET,
        ADD,
        REMOVE
    }

    private final WindowRepository windows;
    private @Nullable Call failing;
    private int before;

    FailingRepository(WindowRepository windows) {
        this.windows = windows;
    }

    /** One call fails, behind so many of its kind that do not. */
    void failOnce(Call call, int after) {
        failing = call;
        before = after;
    }

    /** Whether the call that was to fail has. */
    boolean hasFailed() {
        return failing == null;
    }

    private void called(Call call) {
        if (call == failing && before-- == 0) {
            failing = null;
            throw new IllegalStateException("synthetic failure of the repository: " + call);
        }
    }

    /** As the route asks for it. */
    public String keyOf(WindowDelta delta) {
        return windows.keyOf(delta);
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        called(Call.GET);
        return windows.get(context, key);
    }

    @Override
    public @Nullable Exchange add(CamelContext context, String key, Exchange exchange) {
        called(Call.ADD);
        return windows.add(context, key, exchange);
    }

    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {
        called(Call.REMOVE);
        windows.remove(context, key, exchange);
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {
        windows.confirm(context, exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        return windows.getKeys();
    }
}
