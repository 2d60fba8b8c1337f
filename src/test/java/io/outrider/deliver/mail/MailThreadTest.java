package io.outrider.deliver.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.alert.Alert.Activity;
import io.outrider.deliver.Finding;
import io.outrider.deliver.RenderedFindings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Findings are synthetic. */
class MailThreadTest {

    private static final MailThread THREAD = new MailThread("soc.example.com");

    private static Finding revision(int revision) {
        Activity activity = revision == 0 ? Activity.CREATE : Activity.UPDATE;
        return new Finding(RenderedFindings.document("TTP", RenderedFindings.row(), revision, activity));
    }

    @Test
    void updatesGoOnWithTheCreate() {
        assertThat(THREAD.begunBy(List.of(revision(0)))).isEmpty();
        assertThat(THREAD.begunBy(List.of(revision(2)))).contains(THREAD.id(List.of(revision(0))));
    }

    // Clients thread by References, also by those to a mail that they do not have.
    @Test
    void updatesAreOneConversationThoughTheCreateWentInADigest() {
        List<Finding> digest = List.of(revision(0), revision(1));

        assertThat(THREAD.id(digest)).isNotEqualTo(THREAD.id(List.of(revision(0))));
        assertThat(THREAD.begunBy(digest)).isEmpty();
        assertThat(THREAD.begunBy(List.of(revision(2))))
                .isPresent()
                .isEqualTo(THREAD.begunBy(List.of(revision(3))))
                .isNotEqualTo(THREAD.begunBy(digest));
    }
}
