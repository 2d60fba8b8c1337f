package io.outrider.regex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Matches that {@code java.util.regex} finds, in a bounded number of steps and bounded by the stack. */
final class JavaMatches implements Matches {

    private final Matcher matcher;

    JavaMatches(Pattern pattern, CountedText text) {
        matcher = pattern.matcher(text);
    }

    @Override
    public boolean next() {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw new RegexAborted("a regular expression nests too deeply on one value");
        }
    }

    @Override
    public int start() {
        return matcher.start();
    }

    @Override
    public int end() {
        return matcher.end();
    }

    @Override
    public @Nullable String group(int number) {
        return matcher.group(number);
    }
}
