package io.outrider.normalize;

/**
 * A shape in which JSON events come: how it is told from others, and how its fields are called elsewhere. Both are told by the
 * names of the fields, whatever their texts, so that it is done once for all records with the same names.
 */
interface JsonShape {

    /** As {@link io.outrider.cim.Origin#shape}. */
    String name();

    boolean recognises(FieldTable fields);

    /** Adds the fields under the names that Splunk's add-ons for Windows and Sysmon give them. */
    void addNames(FieldTable fields) throws MalformedRecordException;
}
