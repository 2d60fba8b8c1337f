package io.outrider.policy;

import io.outrider.store.Hold;

/** What becomes of an alert. */
public sealed interface Verdict {

    /** It is sent. */
    record Passed() implements Verdict {}

    /** It is not sent, but listed. @param by what holds it back */
    record Held(Hold by) implements Verdict {}

    Verdict PASSED = new Passed();
}
