package io.outrider.spl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A location path of {@code spath}: steps with periods between them, each a name and what stands in curly brackets behind
 * it. Example: {@code a.b{}.c{@d}}. After Splunk Enterprise 9.0, Search Reference, "spath".
 *
 * @param indexes without the brackets: empty for all of an array, a number, or an attribute with its {@code @}
 */
record ReferencePath(String name, List<String> indexes) {

    private static final Pattern STEP = Pattern.compile("([^.{]*)((?:\\{[^}]*\\})*)(?:\\.|$)");
    private static final Pattern INDEX = Pattern.compile("\\{([^}]*)\\}");

    static List<ReferencePath> steps(String path) {
        List<ReferencePath> steps = new ArrayList<>();
        Matcher step = STEP.matcher(path);
        int end = 0;
        while (end < path.length()) {
            if (!step.find(end) || step.start() != end) {
                throw new UnsupportedOperationException("path " + path);
            }
            List<String> indexes = new ArrayList<>();
            Matcher index = INDEX.matcher(step.group(2));
            while (index.find()) {
                indexes.add(index.group(1));
            }
            steps.add(new ReferencePath(step.group(1), indexes));
            end = step.end();
        }
        return steps;
    }
}
