package io.outrider.store;

/** A unit is not where this instance read or left it: another one reads it, and has read on. */
public final class PositionMovedException extends StateConflictException {

    private static final long serialVersionUID = 1;

    private final String unit;

    PositionMovedException(String unit, String expected) {
        super(
                "expected " + unit + " to be " + expected
                        + " in the store, but another instance has moved it: the batch is rolled back, and what the other one has is left out");
        this.unit = unit;
    }

    /** As it is stored. */
    public String unit() {
        return unit;
    }
}
