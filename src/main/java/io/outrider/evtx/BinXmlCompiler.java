package io.outrider.evtx;

import io.outrider.evtx.Node.Attribute;
import io.outrider.evtx.Node.Element;
import io.outrider.evtx.Node.Substitution;
import io.outrider.evtx.Node.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Makes a tree of an element of binary XML ([MS-EVEN6], section 2.2.12).
 *
 * <p>Processing instructions are passed over: no event of Windows has any. A section of CDATA becomes plain text, which means
 * the same, and an entity that XML does not declare becomes its name between {@code &} and {@code ;}, since a parser would
 * refuse the whole event for it.
 */
final class BinXmlCompiler {

    /** As many levels as a parsed event may have. */
    static final int MAX_DEPTH = 64;

    static final int OPEN_START_ELEMENT = 0x01;
    static final int PI_TARGET = 0x0A;
    static final int PI_DATA = 0x0B;

    private static final int CLOSE_START_ELEMENT = 0x02;
    private static final int CLOSE_EMPTY_ELEMENT = 0x03;
    private static final int END_ELEMENT = 0x04;
    private static final int VALUE = 0x05;
    private static final int ATTRIBUTE = 0x06;
    private static final int CDATA = 0x07;
    private static final int CHARACTER_REFERENCE = 0x08;
    private static final int ENTITY_REFERENCE = 0x09;
    private static final int NORMAL_SUBSTITUTION = 0x0D;
    private static final int OPTIONAL_SUBSTITUTION = 0x0E;

    /** Of most tokens: more of the same follow; of the start of an element: it has attributes. */
    private static final int MORE = 0x40;

    private static final int STRING_TYPE = 0x01;

    private static final Set<String> ENTITIES = Set.of("amp", "lt", "gt", "quot", "apos");

    private final Names names;
    private final Budget budget;
    private final XmlText text;

    BinXmlCompiler(Names names, Budget budget) {
        this.names = names;
        this.budget = budget;
        this.text = new XmlText(budget);
    }

    /** The kind of a token, whether or not more of it follow. */
    static int kind(int token) {
        return token & ~MORE;
    }

    /**
     * The element that comes next.
     *
     * @param inTemplate whether it is one of a template: these have the number of an element that they depend on, as others
     *     mostly have not
     */
    Element element(Cursor in, boolean inTemplate) throws DamageException {
        return element(in, inTemplate, 1);
    }

    private Element element(Cursor in, boolean inTemplate, int depth) throws DamageException {
        if (depth > MAX_DEPTH) {
            throw DamageException.found("at most " + MAX_DEPTH + " levels of elements", "more");
        }
        int token = in.u8();
        budget.spend(1);
        in.skip(dependency(in, inTemplate) ? 6 : 4);
        Names.Name name = names.read(in);
        text.clear();
        text.ascii("<");
        text.xml(name.xml());
        List<Attribute> attributes = new ArrayList<>();
        if ((token & MORE) != 0) {
            in.skip(4);
            while (kind(in.peek()) == ATTRIBUTE) {
                attribute(in, attributes);
            }
        }
        byte[] open = text.copy();
        int close = in.u8();
        if (close != CLOSE_START_ELEMENT && close != CLOSE_EMPTY_ELEMENT) {
            throw unexpected("the end of a start tag", close);
        }
        boolean empty = close == CLOSE_EMPTY_ELEMENT;
        List<Node> content = empty ? List.of() : content(in, inTemplate, depth);
        return new Element(
                open,
                name.xml(),
                name.text().equals("Event"),
                List.copyOf(attributes),
                content,
                optional(content),
                empty);
    }

    private List<Node> content(Cursor in, boolean inTemplate, int depth) throws DamageException {
        List<Node> content = new ArrayList<>();
        while (true) {
            int token = in.peek();
            switch (kind(token)) {
                case OPEN_START_ELEMENT -> content.add(element(in, inTemplate, depth + 1));
                case END_ELEMENT -> {
                    in.u8();
                    return List.copyOf(content);
                }
                case PI_TARGET, PI_DATA -> skipInstruction(in);
                default -> {
                    if (!addData(in, content, false)) {
                        throw unexpected("the content of an element", token);
                    }
                }
            }
        }
    }

    private void attribute(Cursor in, List<Attribute> attributes) throws DamageException {
        in.u8();
        int begin = text.length();
        text.ascii(" ");
        text.xml(names.read(in).xml());
        text.ascii("='");
        int beginOfValue = text.length();
        List<Node> content = new ArrayList<>();
        while (addData(in, content, true)) {
            // Up to what is no part of an attribute's value.
        }
        if (attributes.isEmpty() && content.stream().allMatch(Text.class::isInstance)) {
            text.truncate(beginOfValue);
            for (Node node : content) {
                text.xml(((Text) node).xml());
            }
            text.ascii("'");
            return;
        }
        byte[] open = Arrays.copyOfRange(text.bytes(), begin, beginOfValue);
        text.truncate(begin);
        attributes.add(new Attribute(open, List.copyOf(content), optional(content)));
    }

    /** Adds what text or substitution comes next; {@code false} if something else does. */
    private boolean addData(Cursor in, List<Node> content, boolean attribute) throws DamageException {
        int kind = kind(in.peek());
        switch (kind) {
            case VALUE, CDATA, CHARACTER_REFERENCE, ENTITY_REFERENCE -> {
                in.u8();
                int before = text.length();
                write(in, kind, attribute);
                byte[] xml = Arrays.copyOfRange(text.bytes(), before, text.length());
                text.truncate(before);
                content.add(new Text(xml));
            }
            case NORMAL_SUBSTITUTION, OPTIONAL_SUBSTITUTION -> {
                in.u8();
                int value = in.u16();
                // The type that the template expects: what the value has counts.
                in.u8();
                content.add(new Substitution(value, kind == OPTIONAL_SUBSTITUTION));
            }
            default -> {
                return false;
            }
        }
        budget.spend(1);
        return true;
    }

    private void write(Cursor in, int kind, boolean attribute) throws DamageException {
        switch (kind) {
            case VALUE -> {
                int type = in.u8();
                if (type != STRING_TYPE) {
                    throw DamageException.found("text of type 1", "type " + type);
                }
                string(in, attribute);
            }
            case CDATA -> string(in, attribute);
            case CHARACTER_REFERENCE -> text.reference(in.u16());
            default -> {
                String entity = names.read(in).text();
                if (ENTITIES.contains(entity)) {
                    text.ascii('&' + entity + ';');
                } else {
                    text.text('&' + entity + ';', attribute);
                }
            }
        }
    }

    private void string(Cursor in, boolean attribute) throws DamageException {
        int count = in.u16();
        int from = in.skip(2L * count);
        text.utf16(in.bytes(), from, count, attribute);
    }

    /** Passes over a processing instruction. */
    void skipInstruction(Cursor in) throws DamageException {
        budget.spend(1);
        if (kind(in.u8()) == PI_TARGET) {
            names.read(in);
        } else {
            in.skip(2L * in.u16());
        }
    }

    /**
     * Whether the element has two bytes for the number of one that it depends on. Writers differ, and nothing says which it
     * is: its size must lie within what is there, and its name must be a name.
     */
    private boolean dependency(Cursor in, boolean expected) throws DamageException {
        if (isElement(in, expected)) {
            return expected;
        }
        if (isElement(in, !expected)) {
            return !expected;
        }
        throw DamageException.found("an element with its size and name", "none");
    }

    private boolean isElement(Cursor in, boolean dependency) {
        int size = in.position() + (dependency ? 2 : 0);
        if (size + 8 > in.limit()) {
            return false;
        }
        return LittleEndian.u32(in.bytes(), size) <= in.limit() - (size + 4)
                && names.at(LittleEndian.u32(in.bytes(), size + 4)) != null;
    }

    private static int[] optional(List<Node> content) {
        return content.stream()
                .filter(node -> node instanceof Substitution substitution && substitution.optional())
                .mapToInt(node -> ((Substitution) node).value())
                .toArray();
    }

    private static DamageException unexpected(String expected, int token) {
        return DamageException.found(expected, "token " + token);
    }
}
