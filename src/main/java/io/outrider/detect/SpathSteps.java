package io.outrider.detect;

import java.util.ArrayList;
import java.util.List;

/**
 * A path of {@code spath}, for example {@code a.b{}.c} or {@code vendor{@year}}.
 *
 * <p>A member's own name may have dots in it, as in {@code {"a.b":1}}: a path is followed by the fewest dots first.
 */
final class SpathSteps {

    private static final int ALL = -1;

    /**
     * @param name of a member or element; empty for a step into an array
     * @param index of an array's elements from 0, -1 for all
     */
    private record Step(String name, int index) {

        boolean isElement() {
            return name.isEmpty();
        }
    }

    private final List<Step> steps;

    private SpathSteps(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    static SpathSteps parse(String path) {
        List<Step> steps = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            int close = c == '{' ? path.indexOf('}', i) : -1;
            if (c == '.' || close >= 0) {
                add(steps, name);
            }
            if (close >= 0) {
                String inside = path.substring(i + 1, close);
                steps.add(
                        inside.startsWith("@")
                                ? new Step(inside, ALL)
                                : new Step("", inside.matches("[0-9]{1,9}") ? Integer.parseInt(inside) : ALL));
                i = close;
            } else if (c != '.') {
                name.append(c);
            }
        }
        add(steps, name);
        return new SpathSteps(steps);
    }

    private static void add(List<Step> steps, StringBuilder name) {
        if (!name.isEmpty()) {
            steps.add(new Step(name.toString(), ALL));
            name.setLength(0);
        }
    }

    int size() {
        return steps.size();
    }

    /** How many steps from this depth a member of this name is; 0 if it is not on the path. */
    int member(int depth, String name) {
        StringBuilder joined = new StringBuilder();
        for (int i = depth; i < steps.size() && !steps.get(i).isElement(); i++) {
            joined.append(i == depth ? "" : ".").append(steps.get(i).name());
            if (joined.length() >= name.length()) {
                return joined.toString().equals(name) ? i - depth + 1 : 0;
            }
        }
        return 0;
    }

    /** Whether the step at this depth is into an array, to this element. */
    boolean element(int depth, int index) {
        Step step = steps.get(depth);
        return step.isElement() && (step.index() == ALL || step.index() == index);
    }

    /** The name at a depth, for elements of XML; empty for a step into an array. */
    String name(int depth) {
        return steps.get(depth).name();
    }

    int index(int depth) {
        return steps.get(depth).index();
    }
}
