package io.outrider.normalize;

/** Any other JSON object: an event with the fields it has. */
final class PlainJson implements JsonShape {

    static final String SHAPE = "json";

    @Override
    public String name() {
        return SHAPE;
    }

    @Override
    public boolean recognises(FieldTable fields) {
        return true;
    }

    @Override
    public void addNames(FieldTable fields) {
        // It is named by no add-on.
    }
}
