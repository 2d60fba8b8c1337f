package io.outrider.evtx;

import io.outrider.evtx.Node.Element;
import java.util.HashMap;
import java.util.Map;

/**
 * The templates of a chunk, each made into a tree when it is first asked for.
 *
 * <p>{@code TemplateDefinition}: place of the next one (4 bytes), identifier (16), size (4), then a fragment with one element.
 * A template holds no other, so there are no circles.
 */
final class Templates {

    static final int HEAD = 24;

    private static final int FRAGMENT_HEADER = 0x0F;
    private static final int FRAGMENT_HEADER_SIZE = 4;

    /**
     * Bytes of templates whose trees are kept: four chunks. Real templates do not overlap, and so all of a chunk are; those
     * that are made to overlap would otherwise take memory without bound.
     */
    private static final long MAX_KEPT = 4L << 16;

    private final BinXmlCompiler compiler;
    private final Map<Long, Element> templates = new HashMap<>();

    private byte[] chunk = new byte[0];
    private int length;
    private long kept;

    Templates(BinXmlCompiler compiler) {
        this.compiler = compiler;
    }

    void beginChunk(byte[] bytes, int chunkLength) {
        chunk = bytes;
        length = chunkLength;
        forget();
    }

    Element at(long at) throws DamageException {
        Element known = templates.get(at);
        if (known != null) {
            return known;
        }
        if (at < Chunk.HEADER || at + HEAD > length) {
            throw DamageException.found("a template within its chunk", "one at offset " + at);
        }
        long size = LittleEndian.u32(chunk, (int) at + HEAD - 4);
        int from = (int) at + HEAD;
        if (size > length - from) {
            throw DamageException.found("a template within its chunk", "one of " + size + " bytes at offset " + at);
        }
        Cursor in = new Cursor(chunk, from, from + (int) size);
        if (in.peek() == FRAGMENT_HEADER) {
            in.skip(FRAGMENT_HEADER_SIZE);
        }
        if (BinXmlCompiler.kind(in.peek()) != BinXmlCompiler.OPEN_START_ELEMENT) {
            throw DamageException.found("a template with an element at offset " + at, "token " + in.peek());
        }
        Element element = compiler.element(in, true);
        if (kept > MAX_KEPT) {
            forget();
        }
        kept += size;
        templates.put(at, element);
        return element;
    }

    private void forget() {
        templates.clear();
        kept = 0;
    }
}
