package io.outrider.deliver.mail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies documents of maps, lists, texts, numbers and truth values as far as people read them in a mail: what is longer, or more, is
 * cut, and says so.
 */
final class Excerpts {

    // A command line or script is seldom longer; one that is can be looked up by the alert's id.
    private static final int LONGEST_TEXT = 2000;
    private static final int MOST_ELEMENTS = 100;
    private static final String CUT = "\u2026";

    private int left;

    /** @param most characters of all texts together; what comes when they are used up is an ellipsis */
    Excerpts(int most) {
        left = most;
    }

    /** The beginning of a text. */
    String text(String text) {
        int end = Math.min(Math.min(LONGEST_TEXT, left), text.length());
        // Not between the halves of a surrogate pair.
        if (end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        left -= end;
        return end == text.length() ? text : text.substring(0, end) + CUT;
    }

    List<Object> list(List<?> list) {
        List<Object> copy = new ArrayList<>();
        for (Object element : list.subList(0, Math.min(MOST_ELEMENTS, list.size()))) {
            copy.add(of(element));
        }
        if (list.size() > MOST_ELEMENTS) {
            copy.add(CUT + " and " + (list.size() - MOST_ELEMENTS) + " more");
        }
        return copy;
    }

    Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (copy.size() == MOST_ELEMENTS) {
                copy.put(CUT, "and " + (map.size() - MOST_ELEMENTS) + " more");
                break;
            }
            copy.put(text(String.valueOf(entry.getKey())), of(entry.getValue()));
        }
        return copy;
    }

    private Object of(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        if (value instanceof List<?> list) {
            return list(list);
        }
        return value instanceof Number || value instanceof Boolean ? value : text(String.valueOf(value));
    }
}
