package io.outrider.camel;

import io.outrider.normalize.RawRecord;
import io.outrider.normalize.RecordBatch;
import io.outrider.normalize.Reject;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes dead letters of all records of a batch that failed: in the batch in the variable {@value #RECORDS}, out the rejects in the
 * variable {@value #FAILED}, with their whole texts, since nothing else keeps them.
 */
public final class RejectBatch implements Processor {

    /** Exchange variable: the {@link RecordBatch} as its source handed it on. */
    public static final String RECORDS = "records";

    /** Exchange variable: what of the batch is set aside. */
    public static final String FAILED = "failed";

    @Override
    public void process(Exchange exchange) {
        RecordBatch batch = exchange.getVariable(RECORDS, RecordBatch.class);
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String reason = "the batch failed again and again, last with: " + (cause == null ? "unknown" : cause);
        List<Reject> rejects = new ArrayList<>(batch.records().size());
        for (RawRecord record : batch.records()) {
            rejects.add(new Reject(
                    batch.unit().source(),
                    record.line(),
                    record.offset(),
                    record.length(),
                    reason,
                    record.text(),
                    record.fault() != RawRecord.Fault.TOO_LONG && record.fault() != RawRecord.Fault.TOO_MANY,
                    false));
        }
        exchange.setVariable(FAILED, rejects);
    }
}
