package io.outrider.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Lines of messages are told apart as regular expressions do, their slow twins. Synthetic. */
class MessageItemTest {

    private static final Pattern ITEM = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9 /()-]{1,60}):(?:\\s+(.*))?");

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Za-z0-9]+");

    @Property(tries = 5000)
    void lineIsAnItemIfItsSlowTwinSaysSo(@ForAll("lines") String line) {
        List<MessageItem> items = MessageItem.ofSections("First line.\n\n " + line);
        Matcher matcher = ITEM.matcher(" " + line);
        if (!matcher.matches()) {
            assertThat(items).isEmpty();
            return;
        }
        String text = matcher.group(2) == null ? "" : matcher.group(2).strip();
        assertThat(items).containsExactly(new MessageItem("", matcher.group(1), text));
        assertThat(WinEventLogText.fieldName(matcher.group(1)))
                .isEqualTo(NOT_IN_NAMES.matcher(matcher.group(1)).replaceAll("_"));
    }

    @Property(tries = 2000)
    void headingIsTheNameOverTheLinesBelow(@ForAll("lines") String line) {
        Matcher matcher = ITEM.matcher(line);
        boolean heading = matcher.matches()
                && (matcher.group(2) == null || matcher.group(2).isBlank())
                && !Character.isWhitespace(line.charAt(0));
        List<MessageItem> items = MessageItem.ofSections("First line.\n\n" + line + "\n\n\tName:\tx");
        assertThat(items.get(items.size() - 1).section()).isEqualTo(heading ? matcher.group(1) : "");
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(
                        "Name",
                        "A",
                        "b",
                        "Account Name",
                        "0",
                        "9",
                        " ",
                        " ",
                        "\t",
                        "\u000b",
                        "\f",
                        "/",
                        "(",
                        ")",
                        "-",
                        ":",
                        ":",
                        "_",
                        ".",
                        "\u0085",
                        "\u2028",
                        "\u2029",
                        "\u00a0",
                        "\u3000",
                        "\u00e9",
                        "twenty characters abc",
                        "x".repeat(40),
                        "\u001c")
                .list()
                .ofMaxSize(7)
                .map(parts -> String.join("", parts));
    }
}
