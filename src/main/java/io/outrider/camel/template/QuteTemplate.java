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
    private final String file;

    QuteTemplate(io.quarkus.qute.Template template, String file) {
        this.template = template;
        this.file = file;
    }

    @Override
    public String fill(Map<String, ?> values) {
        TemplateInstance instance = template.instance();
        Budget budget = new Budget();
        instance.setAttribute(Budget.ATTRIBUTE, budget);
        values.forEach((name, value) -> instance.data(name, budget.counted(value)));
        StringBuilder text = new StringBuilder();
        try {
            instance.consume(piece -> append(text, piece)).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalArgumentException(problem(file, e.getCause() == null ? e : e.getCause()), e);
        } catch (TemplateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(problem(file, e), e);
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

    /** What is wrong, with file and line as far as Qute knows it. */
    static String problem(String file, Throwable e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof TemplateException problem && problem.getOrigin() != null) {
            return file + ", line " + problem.getOrigin().getLine() + ": " + message;
        }
        return file + ": " + message;
    }
}
