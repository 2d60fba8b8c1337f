package io.outrider.camel;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Stands before all else that is done with a batch: while input waits because the store is full, it fails at once. Else what is set aside of
 * a batch before its matches are known would be set aside with each try, into that same store.
 */
public final class HoldInput implements Processor {

    private final MakeRoom room;

    public HoldInput(MakeRoom room) {
        this.room = room;
    }

    @Override
    public void process(Exchange exchange) {
        room.ifHeld(exchange.getContext());
    }
}
