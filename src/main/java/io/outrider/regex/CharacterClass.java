package io.outrider.regex;

import org.jspecify.annotations.Nullable;

/**
 * Reads a class of characters of PCRE, and single escapes, into a form that both engines take alike: in PCRE an opening
 * bracket and {@code &&} are characters within a class, as is {@code ]} where it stands first.
 */
final class CharacterClass {

    /**
     * One member of a class.
     *
     * @param character -1 for a set
     * @param set as it stands between the brackets of a class; empty for a character
     */
    private record Member(int character, String set) {

        static Member of(int character) {
            return new Member(character, "");
        }

        static Member of(String set) {
            return new Member(-1, set);
        }

        String text() {
            return character < 0 ? set : Ranges.literal(character);
        }
    }

    private CharacterClass() {}

    /** The class behind an opening bracket, with its brackets. */
    static String parse(PcreReader in) {
        StringBuilder text = new StringBuilder("[");
        if (in.skip('^')) {
            text.append('^');
        }
        boolean first = true;
        while (first || !in.skip(']')) {
            Member member = member(in);
            first = false;
            // Example: - between two characters is a range, else itself, as in [\w-.] and [a-].
            if (member.character() >= 0 && in.peek() == '-') {
                in.next();
                if (in.peek() == ']') {
                    text.append(member.text()).append(Ranges.literal('-'));
                    continue;
                }
                Member end = member(in);
                if (end.character() < 0) {
                    text.append(member.text()).append(Ranges.literal('-')).append(end.text());
                } else if (end.character() < member.character()) {
                    throw in.error("expected a range of characters in ascending order, but found another");
                } else {
                    text.append(member.text()).append('-').append(end.text());
                }
            } else {
                text.append(member.text());
            }
        }
        return text.append(']').toString();
    }

    private static Member member(PcreReader in) {
        int c = in.next();
        if (c == '[' && in.peek() == ':') {
            String posix = posix(in);
            return posix == null ? Member.of('[') : Member.of(posix);
        }
        if (c != '\\') {
            return Member.of(c);
        }
        if (in.skip('b')) {
            return Member.of('\b');
        }
        return escaped(in);
    }

    // Example: [:alpha:] and [:^alpha:]; without its end it is text.
    private static @Nullable String posix(PcreReader in) {
        in.next();
        boolean negated = in.skip('^');
        for (String name : new String[] {
            "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
            "word", "xdigit"
        }) {
            int[] ranges = Ranges.posix(name);
            if (ranges != null && in.skip(name + ":]")) {
                return Ranges.text(negated ? Ranges.complement(ranges) : ranges);
            }
        }
        if (negated) {
            in.back();
        }
        in.back();
        return null;
    }

    /** What stands behind a backslash, outside of a class. */
    static String escape(PcreReader in) {
        Member member = escaped(in);
        return member.character() >= 0 ? member.text() : "[" + member.set() + "]";
    }

    private static Member escaped(PcreReader in) {
        int c = in.next();
        return switch (c) {
            case 'd', 'D', 'w', 'W' -> Member.of("\\" + (char) c);
            case 's' -> Member.of(Ranges.text(Ranges.SPACE));
            case 'S' -> Member.of(Ranges.text(Ranges.complement(Ranges.SPACE)));
            case 'h' -> Member.of(Ranges.text(Ranges.HORIZONTAL));
            case 'H' -> Member.of(Ranges.text(Ranges.complement(Ranges.HORIZONTAL)));
            case 'v' -> Member.of(Ranges.text(Ranges.VERTICAL));
            case 'V' -> Member.of(Ranges.text(Ranges.complement(Ranges.VERTICAL)));
            case 'N' -> Member.of(Ranges.text(Ranges.complement(new int[] {'\n', '\n'})));
            case 'p', 'P' -> Member.of("\\" + (char) c + property(in));
            case 'a' -> Member.of(0x7);
            case 'e' -> Member.of(0x1b);
            case 'f' -> Member.of('\f');
            case 'n' -> Member.of('\n');
            case 'r' -> Member.of('\r');
            case 't' -> Member.of('\t');
            case 'c' -> Member.of(Character.toUpperCase(in.next()) ^ 0x40);
            case 'x' -> Member.of(hexadecimal(in));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> Member.of(octal(in, c - '0'));
            case 'o', 'u', 'U', 'l', 'L' ->
                throw in.error("expected an escape that PCRE knows, but found \\" + (char) c);
            // PCRE before version 2 takes an unknown escape for the character.
            default -> Member.of(c);
        };
    }

    private static String property(PcreReader in) {
        int c = in.next();
        String name = c == '{' ? in.upTo('}') : Character.toString(c);
        boolean negated = name.startsWith("^");
        String plain = negated ? name.substring(1) : name;
        boolean category = plain.matches("[CLMNPSZ][a-z]?");
        if (negated || !category) {
            throw in.error("expected a general category such as \\p{Lu}, but found \\p{" + name + "}");
        }
        return "{" + name + "}";
    }

    private static int hexadecimal(PcreReader in) {
        String digits = in.skip('{') ? in.upTo('}') : upToTwoHexadecimalDigits(in);
        try {
            int c = digits.isEmpty() ? 0 : Integer.parseInt(digits, 16);
            if (Character.isValidCodePoint(c)) {
                return c;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw in.error("expected the hexadecimal number of a character, but found '" + digits + "'");
    }

    private static String upToTwoHexadecimalDigits(PcreReader in) {
        StringBuilder digits = new StringBuilder();
        while (digits.length() < 2 && in.peek() < 128 && Character.digit(in.peek(), 16) >= 0) {
            digits.append((char) in.next());
        }
        return digits.toString();
    }

    // Up to three digits with the first.
    private static int octal(PcreReader in, int first) {
        int number = first;
        for (int i = 0; i < 2 && in.peek() >= '0' && in.peek() <= '7'; i++) {
            number = number * 8 + in.next() - '0';
        }
        return number;
    }
}
