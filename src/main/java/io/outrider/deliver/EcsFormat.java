package io.outrider.deliver;

import java.util.Optional;

/** The alert as a document of Elastic Common Schema, bare, as pipelines and indices take it. */
final class EcsFormat implements PayloadFormat {

    @Override
    public Optional<Payload> of(Finding finding, Delivery delivery) {
        return Optional.of(new Payload(delivery.json(EcsDocument.of(finding)), Payload.JSON));
    }
}
