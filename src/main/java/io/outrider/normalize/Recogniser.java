package io.outrider.normalize;

import java.util.List;
import java.util.Set;

/**
 * What only the events of one source have; all of it must be there.
 *
 * @param fields names that the event has
 * @param conditions on the texts of fields
 * @param literals texts in the record, with regard to case; if there are any, only records of text are meant, for JSON, XML
 *     and tables quote the messages of others
 */
record Recogniser(Set<String> fields, List<EventCondition> conditions, List<String> literals) {

    /** A name alone is soon another product's too. */
    static final int FEWEST_FACTS = 2;

    Recogniser {
        fields = Set.copyOf(fields);
        conditions = List.copyOf(conditions);
        literals = List.copyOf(literals);
        if (fields.size() + literals.size() < FEWEST_FACTS) {
            throw new IllegalArgumentException("expected at least " + FEWEST_FACTS
                    + " different fields or literal texts to recognise a source by, but found "
                    + (fields.size() + literals.size()));
        }
    }

    boolean holds(RecordView record) {
        if (!literals.isEmpty() && !record.isText()) {
            return false;
        }
        for (String field : fields) {
            if (record.fields().apply(field) == null) {
                return false;
            }
        }
        for (EventCondition condition : conditions) {
            if (!condition.holds(record.fields())) {
                return false;
            }
        }
        for (String literal : literals) {
            if (!record.raw().contains(literal)) {
                return false;
            }
        }
        return true;
    }
}
