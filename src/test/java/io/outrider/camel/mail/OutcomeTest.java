package io.outrider.camel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.camel.mail.Outcome.Refusal;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the library throws, as it throws it, read as what the server said. */
class OutcomeTest {

    private static InternetAddress address(String name) {
        InternetAddress address = new InternetAddress();
        address.setAddress(name + "@example.com");
        return address;
    }

    @ParameterizedTest
    @CsvSource({
        "421, false",
        "450, false",
        "500, true",
        "535, true",
        "552, true",
        "554, true",
        "-1, false",
        "250, false"
    })
    void answersOfFiveHundredsAreForGood(int code, boolean permanent) {
        assertThat(new Refusal(null, code, "x").isPermanent()).isEqualTo(permanent);
    }

    @Test
    void tooManyRecipientsIsForAWhile() {
        assertThat(new Refusal(address("a"), 552, "x").isPermanent()).isFalse();
    }

    @Test
    void answerToTheMailStandsAboveThoseToRecipients() {
        SMTPSendFailedException failure = new SMTPSendFailedException(
                ".",
                451,
                "451 4.3.0 later\n",
                new SMTPAddressFailedException(address("gone"), "RCPT", 550, "550 no"),
                null,
                new Address[] {address("a")},
                new Address[] {address("gone")});

        Outcome outcome = Outcome.of(failure, 451, "451 4.3.0 later\n");
        assertThat(outcome.taken()).isEmpty();
        assertThat(outcome.refusals()).singleElement().matches(refusal -> !refusal.isPermanent());
        assertThat(outcome.inOneLine(text -> text)).isEqualTo("451: 4.3.0 later");
    }

    @Test
    void whoHasTheMailIsKnownThoughOthersWereRefused() {
        SMTPSendFailedException failure = new SMTPSendFailedException(
                ".",
                250,
                "250 taken\n",
                new SMTPAddressFailedException(address("gone"), "RCPT", 550, "550-5.1.1 no\n550 such user\n"),
                new Address[] {address("a")},
                new Address[0],
                new Address[] {address("gone")});

        Outcome outcome = Outcome.of(failure, 250, "250 taken\n");
        assertThat(outcome.taken()).isEqualTo(Set.of(address("a")));
        assertThat(outcome.inOneLine(text -> text)).isEqualTo("gone@example.com: 550: 5.1.1 no such user");
    }

    @Test
    void otherFailuresHaveTheLastAnswersCode() {
        assertThat(Outcome.of(new AuthenticationFailedException("535 no"), 535, "535 no")
                        .inOneLine(text -> text))
                .isEqualTo("535: no");
        assertThat(Outcome.of(new MessagingException("STARTTLS is required"), 250, "250 ok")
                        .inOneLine(text -> text))
                .isEqualTo("STARTTLS is required");
        assertThat(Outcome.of(new MessagingException("[EOF]"), -1, "[EOF]").inOneLine(text -> text))
                .isEqualTo("nothing, and hung up");
    }
}
