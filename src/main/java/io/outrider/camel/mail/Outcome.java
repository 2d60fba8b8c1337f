package io.outrider.camel.mail;

import io.outrider.deliver.Answer;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a server said to a mail (RFC 5321, 4.2.1).
 *
 * @param taken recipients that it will bring the mail to
 * @param refusals none if all is well
 */
record Outcome(Set<Address> taken, List<Refusal> refusals) {

    // "Too many recipients" in servers of old: RFC 5321, 4.5.3.1.10, has clients take it for 452.
    private static final int TOO_MANY_RECIPIENTS = 552;

    Outcome {
        taken = Set.copyOf(taken);
        refusals = List.copyOf(refusals);
    }

    /**
     * A negative answer.
     *
     * @param recipient whom it is about; null if it is about the mail, or us
     * @param code of the answer; below 400 if what failed is no answer
     */
    record Refusal(@Nullable Address recipient, int code, String answer) {

        /** Whether it will be the same the next time. */
        boolean isPermanent() {
            return code / 100 == 5 && !(recipient != null && code == TOO_MANY_RECIPIENTS);
        }

        /** @param redaction takes out what is secret */
        String inOneLine(UnaryOperator<String> redaction) {
            String text = answer.replaceAll("(?m)^" + code + "[- ]?", "");
            String line = code < 400 ? redaction.apply(text) : new Answer(code, null, text).inOneLine(redaction);
            return recipient == null ? line : recipient + ": " + line;
        }
    }

    /**
     * Reads what the library made of the answers.
     *
     * @param code of the last answer, where the exception has none
     * @param answer the last one
     */
    static Outcome of(MessagingException failure, int code, @Nullable String answer) {
        Set<Address> taken = taken(failure);
        // Recipients' own answers stand for the mail only if nothing worse came behind them.
        if (failure instanceof SMTPSendFailedException whole && taken.isEmpty()) {
            return refused(whole.getReturnCode(), whole.getMessage());
        }
        List<Refusal> refusals = new ArrayList<>();
        for (Exception next = failure; next instanceof MessagingException link; next = link.getNextException()) {
            if (link instanceof SMTPAddressFailedException one) {
                refusals.add(new Refusal(one.getAddress(), one.getReturnCode(), String.valueOf(one.getMessage())));
            }
        }
        if (!refusals.isEmpty()) {
            return new Outcome(taken, refusals);
        }
        return code >= 400 ? refused(code, answer) : refused(code, failure.getMessage());
    }

    private static Outcome refused(int code, @Nullable String answer) {
        // The library's word for an end instead of an answer.
        return new Outcome(
                Set.of(), List.of(new Refusal(null, code, code < 0 ? "nothing, and hung up" : String.valueOf(answer))));
    }

    private static Set<Address> taken(MessagingException failure) {
        return failure instanceof SendFailedException some && some.getValidSentAddresses() != null
                ? Set.of(some.getValidSentAddresses())
                : Set.of();
    }

    /**
     * The refusals in one line.
     *
     * @param redaction takes out what is secret
     */
    String inOneLine(UnaryOperator<String> redaction) {
        return refusals.stream().map(refusal -> refusal.inOneLine(redaction)).collect(Collectors.joining("; "));
    }
}
