package io.outrider.camel.template;

import io.outrider.deliver.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateInstance;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** A template of Qute, read and checked. */
final class QuteTemplate implements Template {

    // As much as functions may make: a finding of a row with 10,000 values comes through whole.
    private static final int MOST_CHARACTERS = 16 * 1024 * 1024;

    private final io.quarkus.qute.Template template;
    private final String name;

    QuteTemplate(io.quarkus.qute.Template template, String name) {
        this.template = template;
        this.name = name;
    }

    @Override
    public String fill(Map<String, ?> values) {
        TemplateInstance instance = template.instance();
        Budget budget = new Budget();
        instance.setAttribute(Budget.ATTRIBUTE, budget);
        values.forEach((key, value) -> instance.data(key, budget.counted(value)));
        StringBuilder text = new StringBuilder();
        try {
            instance.consume(piece -> append(text, piece)).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalArgumentException(problem(name, e.getCause() == null ? e : e.getCause()), e);
        } catch (TemplateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(problem(name, e), e);
        }
        return text.toString();
    }

    private void append(StringBuilder text, String piece) {
        if (text.length() + piece.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("expected that it gives at most " + MOST_CHARACTERS
                    + " characters, but found more; cut values with .cut(n)");
        }
        text.append(piece);
    }

    /** What is wrong, with name and line as far as Qute knows it. */
    static String problem(String name, Throwable e) {
        Throwable reason = e;
        // The innermost one knows it: on their way out they are wrapped in others without a word.
        while (reason.getCause() instanceof TemplateException cause) {
            reason = cause;
        }
        if (reason instanceof TemplateException problem && problem.getOrigin() != null) {
            return name + ", line " + problem.getOrigin().getLine() + ": " + problem.getMessage();
        }
        return name + ": " + reason.getMessage();
    }
}
