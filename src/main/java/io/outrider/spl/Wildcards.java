package io.outrider.spl;

import io.outrider.rule.Stage;
import java.util.regex.Pattern;

/** Names of fields in which {@code *} stands for any characters. */
final class Wildcards {

    private Wildcards() {}

    static Pattern pattern(String name) {
        return Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }

    /** The name behind a renaming; the same if that does not concern it. */
    static String renamed(String name, Stage.Renaming renaming) {
        int star = renaming.from().indexOf('*');
        if (star < 0) {
            return name.equals(renaming.from()) ? renaming.to() : name;
        }
        String prefix = renaming.from().substring(0, star);
        String suffix = renaming.from().substring(star + 1);
        boolean concerned =
                name.length() >= prefix.length() + suffix.length() && name.startsWith(prefix) && name.endsWith(suffix);
        return concerned
                ? renaming.to().replace("*", name.substring(prefix.length(), name.length() - suffix.length()))
                : name;
    }
}
