package io.outrider.detect;

import io.outrider.cim.Fields;

/** A compiled predicate. */
@FunctionalInterface
interface Condition {

    boolean test(Fields fields);
}
