package io.outrider.camel;

import io.outrider.detect.WindowDelta;
import io.outrider.detect.WindowGrouping;
import io.outrider.detect.WindowKey;
import io.outrider.detect.WindowTable;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.AggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * The windows as the Aggregate EIP's groups.
 *
 * <p>A group's exchange is only a handle: it carries the window's table, whose rows live in {@link WindowGrouping}. A closed
 * window that is still kept is given out again, so a late event opens it anew.
 */
public final class WindowRepository implements AggregationRepository {

    private final WindowGrouping grouping;

    public WindowRepository(WindowGrouping grouping) {
        this.grouping = grouping;
    }

    /** What a delta is correlated by, for the route's {@code correlationExpression}. */
    public String keyOf(WindowDelta delta) {
        return delta.key().toString();
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        WindowTable table = grouping.find(WindowKey.parse(key));
        if (table == null) {
            return null;
        }
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(table);
        return exchange;
    }

    @Override
    public @Nullable Exchange add(CamelContext context, String key, Exchange exchange) {
        grouping.keep(exchange.getMessage().getBody(WindowTable.class));
        return null;
    }

    /** Nothing: the table moves when {@link CloseWindow} closes it, in the same batch. */
    @Override
    public void remove(CamelContext context, String key, Exchange exchange) {}

    /** Nothing: a completed group is confirmed by the batch's commit. */
    @Override
    public void confirm(CamelContext context, String exchangeId) {}

    @Override
    public Set<String> getKeys() {
        return grouping.openKeys();
    }
}
