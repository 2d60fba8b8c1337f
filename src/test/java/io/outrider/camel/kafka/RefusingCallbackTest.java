package io.outrider.camel.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.deliver.RefusedDeliveryException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusingCallbackTest {

    private final List<Exception> told = new ArrayList<>();
    private final RefusingCallback callback = new RefusingCallback("soc", (metadata, e) -> told.add(e));

    @Test
    void messageThatIsTooLargeOrHasNoPossibleTopicIsRefused() {
        callback.onCompletion(null, new RecordTooLargeException("The message is 1048900 bytes when serialized"));
        callback.onCompletion(null, new InvalidTopicException("a b"));

        assertThat(told).hasOnlyElementsOfType(RefusedDeliveryException.class);
        assertThat(told.get(0)).hasMessage("kafka soc: The message is 1048900 bytes when serialized");
    }

    @Test
    void allElseIsForLater() {
        List<Exception> later = List.of(
                new TimeoutException("no broker"),
                new NotEnoughReplicasException("one of two"),
                new TopicAuthorizationException("an operator may allow it"));
        later.forEach(e -> callback.onCompletion(null, e));
        callback.onCompletion(null, null);

        assertThat(told).startsWith(later.toArray(new Exception[0])).endsWith((Exception) null);
    }
}
