package io.outrider.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

/** Matches that RE2/J finds, each in time proportional to the text. All of them together are bounded in steps. */
final class LinearMatches implements Matches {

    private final Matcher matcher;

    LinearMatches(Pattern pattern, String text) {
        matcher = pattern.matcher(new CountedText(text));
    }

    @Override
    public boolean next() {
        return matcher.find();
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
