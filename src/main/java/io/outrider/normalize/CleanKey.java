package io.outrider.normalize;

/**
 * The name of a field that Splunk makes of a key which a transform takes out of an event's text, as the add-on for Windows
 * does with {@code <Data Name='Process Name'>}: letters, digits and underscores stay, anything else becomes an underscore,
 * and underscores and digits in front are dropped (Splunk Enterprise 9, Admin Manual, transforms.conf, {@code CLEAN_KEYS}).
 */
final class CleanKey {

    private CleanKey() {}

    /** The name for a key; the key itself where nothing would be left of it. */
    static String of(String key) {
        int begin = 0;
        while (begin < key.length() && !isLetter(key.charAt(begin))) {
            begin++;
        }
        if (begin == key.length()) {
            return key;
        }
        StringBuilder name = null;
        for (int i = begin; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '_') {
                name = name == null ? new StringBuilder(key) : name;
                name.setCharAt(i, '_');
            }
        }
        return name == null ? key.substring(begin) : name.substring(begin);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
