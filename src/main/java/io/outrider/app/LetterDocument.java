package io.outrider.app;

import io.outrider.deliver.TextFunctions;
import io.outrider.explain.SafeText;
import io.outrider.store.DeadLetterStore.DeadLetter;
import io.outrider.store.LetterId.Kind;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** A dead letter as commands print it. */
final class LetterDocument {

    // Some lines of a terminal; deadletter show has the whole.
    private static final int LONGEST_REASON = 300;

    private LetterDocument() {}

    static Map<String, Object> of(DeadLetter letter) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", letter.id().toString());
        fields.put("kind", letter.id().kind().word());
        if (letter.id().kind() == Kind.DELIVERY) {
            fields.put("sink", letter.id().sink());
        } else {
            fields.put("source", letter.source());
        }
        fields.put("reason", letter.reason());
        fields.put("time", letter.time().toString());
        if (letter.id().kind() == Kind.DELIVERY) {
            fields.put("tries", letter.tries());
            fields.put("first_tried", String.valueOf(letter.firstTried()));
        }
        fields.put("can_be_retried", letter.obstacle() == null);
        if (letter.obstacle() != null) {
            fields.put("obstacle", letter.obstacle());
        }
        return fields;
    }

    /** In a line, which a terminal may show. */
    static String line(DeadLetter letter) {
        String where = letter.source().isEmpty() ? "" : letter.source() + ": ";
        return SafeText.printable(letter.id() + "  " + letter.time().truncatedTo(ChronoUnit.SECONDS) + "  " + where
                + TextFunctions.cut(letter.reason(), LONGEST_REASON));
    }
}
