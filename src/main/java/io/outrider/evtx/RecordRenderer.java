package io.outrider.evtx;

import io.outrider.evtx.Node.Attribute;
import io.outrider.evtx.Node.Element;
import io.outrider.evtx.Node.Substitution;
import io.outrider.evtx.Node.Text;
import java.nio.charset.StandardCharsets;

/**
 * Writes the event of a record: its templates, with its values in their places.
 *
 * <p>An element whose whole content is an array stands once for each item ([MS-EVEN6], section 3.1.4.7.5), once and empty for
 * none; elsewhere the items of an array stand side by side, with a blank between them.
 *
 * <p>Of elements called Event only the outermost ends with {@code </Event>}; those within end with {@code </Event >}, which
 * is the same in XML, but not for a reader that looks for the end of the record.
 */
final class RecordRenderer {

    private static final int END_OF_FILE = 0x00;
    private static final int TEMPLATE_INSTANCE = 0x0C;
    private static final int FRAGMENT_HEADER = 0x0F;

    /** Reading the values of a template takes about as long as writing so many bytes. */
    private static final int INSTANCE_COST = 32;

    private static final byte[] CLOSE = ascii("</");
    private static final byte[] CLOSE_EMPTY = ascii("/>");
    private static final byte[] END = ascii(">");
    private static final byte[] END_INNER_EVENT = ascii(" >");
    private static final byte[] QUOTE = ascii("'");

    private final Budget budget = new Budget();
    private final Names names = new Names();
    private final BinXmlCompiler compiler = new BinXmlCompiler(names, budget);
    private final Templates templates = new Templates(compiler);
    private final XmlText out = new XmlText(budget);
    private final ValueText valueText = new ValueText(out);

    void beginChunk(Chunk chunk) {
        budget.beginChunk();
        names.beginChunk(chunk.bytes(), chunk.length());
        templates.beginChunk(chunk.bytes(), chunk.length());
    }

    /** What was written last. */
    XmlText text() {
        return out;
    }

    /** Writes a record's event. */
    void render(byte[] chunk, int from, int to) throws DamageException {
        out.clear();
        budget.beginRecord();
        if (fragments(new Cursor(chunk, from, to), 0) != 1 || out.length() == 0) {
            throw DamageException.found("a record with one event", "none, or more");
        }
    }

    /** Writes the fragments up to the end of what there is, and gives the number of elements. */
    private int fragments(Cursor in, int depth) throws DamageException {
        int elements = 0;
        while (in.remaining() > 0) {
            int token = in.peek();
            switch (BinXmlCompiler.kind(token)) {
                case FRAGMENT_HEADER -> {
                    budget.spend(1);
                    in.skip(4);
                }
                case TEMPLATE_INSTANCE -> {
                    template(in, depth);
                    elements++;
                }
                case BinXmlCompiler.OPEN_START_ELEMENT -> {
                    element(compiler.element(in, false), Values.NONE, depth);
                    elements++;
                }
                case BinXmlCompiler.PI_TARGET, BinXmlCompiler.PI_DATA -> compiler.skipInstruction(in);
                case END_OF_FILE -> {
                    return elements;
                }
                default -> throw DamageException.found("an element or a template", "token " + token);
            }
        }
        return elements;
    }

    private void template(Cursor in, int depth) throws DamageException {
        budget.spend(INSTANCE_COST);
        // The token, a byte that is always 1, and the beginning of the template's identifier.
        in.skip(6);
        long at = in.u32();
        if (at == in.position()) {
            in.skip(Templates.HEAD - 4);
            in.skip(in.u32());
        }
        Element element = templates.at(at);
        Values values = Values.read(in);
        budget.spend(values.count());
        element(element, values, depth);
    }

    private void element(Element element, Values values, int depth) throws DamageException {
        budget.spend(1);
        if (depth == BinXmlCompiler.MAX_DEPTH) {
            throw DamageException.found("at most " + BinXmlCompiler.MAX_DEPTH + " levels of elements", "more");
        }
        if (depth == 0 && !element.event()) {
            throw DamageException.found("an <Event> element", "another one");
        }
        if (isLeftOut(element.optional(), values)) {
            return;
        }
        if (element.content().size() == 1 && element.content().get(0) instanceof Substitution only) {
            int type = values.type(only.value());
            if ((type & Values.ARRAY) != 0 && values.size(only.value()) > 0) {
                repeat(element, values, only.value(), depth);
                return;
            }
        }
        if (element.empty() && depth > 0) {
            begin(element, values);
            out.xml(CLOSE_EMPTY);
            return;
        }
        begin(element, values);
        out.xml(END);
        for (Node node : element.content()) {
            node(node, values, depth, false);
        }
        end(element, depth);
    }

    private void begin(Element element, Values values) throws DamageException {
        out.xml(element.open());
        for (Attribute attribute : element.attributes()) {
            budget.spend(1);
            if (!isLeftOut(attribute.optional(), values)) {
                out.xml(attribute.open());
                for (Node node : attribute.content()) {
                    node(node, values, 0, true);
                }
                out.xml(QUOTE);
            }
        }
    }

    private void end(Element element, int depth) throws DamageException {
        out.xml(CLOSE);
        out.xml(element.name());
        out.xml(element.event() && depth > 0 ? END_INNER_EVENT : END);
    }

    private void repeat(Element element, Values values, int value, int depth) throws DamageException {
        int type = values.type(value);
        int at = values.from(value);
        int limit = at + values.size(value);
        while (at < limit) {
            int size = item(type, values.bytes(), at, limit);
            begin(element, values);
            out.xml(END);
            valueText.writeItem(type, values.bytes(), at, size, false);
            end(element, depth);
            at += size;
        }
    }

    private void node(Node node, Values values, int depth, boolean attribute) throws DamageException {
        if (node instanceof Text text) {
            out.xml(text.xml());
        } else if (node instanceof Substitution substitution) {
            value(values, substitution.value(), depth, attribute);
        } else {
            element((Element) node, values, depth + 1);
        }
    }

    private void value(Values values, int value, int depth, boolean attribute) throws DamageException {
        budget.spend(1);
        int type = values.type(value);
        int from = values.from(value);
        int size = values.size(value);
        if ((type & Values.ARRAY) != 0) {
            int limit = from + size;
            for (int at = from; at < limit; ) {
                int length = item(type, values.bytes(), at, limit);
                if (at > from) {
                    out.ascii(" ");
                }
                valueText.writeItem(type, values.bytes(), at, length, attribute);
                at += length;
            }
        } else if (type == Values.BINARY_XML) {
            if (attribute) {
                throw DamageException.found("text in an attribute", "elements");
            }
            fragments(new Cursor(values.bytes(), from, from + size), depth + 1);
        } else {
            valueText.write(type, values.bytes(), from, size, attribute);
        }
    }

    private int item(int type, byte[] bytes, int from, int limit) throws DamageException {
        budget.spend(1);
        int size = valueText.itemSize(type, bytes, from, limit);
        if (size > limit - from) {
            throw DamageException.found(
                    "items of " + size + " bytes in an array of type " + type, "a rest of " + (limit - from));
        }
        return size;
    }

    private static boolean isLeftOut(int[] optional, Values values) throws DamageException {
        for (int value : optional) {
            if (values.type(value) == Values.NULL) {
                return true;
            }
        }
        return false;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
