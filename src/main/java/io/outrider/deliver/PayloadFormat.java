package io.outrider.deliver;

import java.util.Optional;

/** In which form a webhook has an alert: decides body and content type, and nothing about the call. Made once for a sink. */
interface PayloadFormat {

    /**
     * What is sent; empty where the form has nothing to say of the finding, which then counts as delivered.
     *
     * @throws IllegalArgumentException if the finding cannot be put into this form
     */
    Optional<Payload> of(Finding finding, Delivery delivery);
}
