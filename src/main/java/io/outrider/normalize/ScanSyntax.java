package io.outrider.normalize;

/** How the values of scanned records are written. */
enum ScanSyntax {
    JSON {
        @Override
        boolean isEscaped(byte[] bytes, int from, int to) {
            return Words.hasEither(bytes, from, to, '\\', '\\');
        }

        @Override
        int decode(byte[] bytes, int from, int to, byte[] target) {
            return JsonText.decode(bytes, from, to, target);
        }

        @Override
        String decode(byte[] bytes, int from, int to) {
            return JsonText.decode(bytes, from, to);
        }

        @Override
        long cut(FieldCut cut, byte[] bytes, int from, int to, boolean escaped) {
            return cut.apply(bytes, from, to, escaped);
        }

        @Override
        RecordParser.Parsed named(FieldTable fields, FullPath fullPath) throws MalformedRecordException {
            return fullPath.json().named(fields);
        }
    },
    XML {
        @Override
        boolean isEscaped(byte[] bytes, int from, int to) {
            return XmlText.hasReference(bytes, from, to);
        }

        @Override
        int decode(byte[] bytes, int from, int to, byte[] target) {
            return XmlText.decode(bytes, from, to, target);
        }

        @Override
        String decode(byte[] bytes, int from, int to) {
            return XmlText.decode(bytes, from, to);
        }

        @Override
        long cut(FieldCut cut, byte[] bytes, int from, int to, boolean escaped) {
            // A reference may be to a backslash.
            return escaped ? FieldCut.DECODE : cut.apply(bytes, from, to, false);
        }

        @Override
        RecordParser.Parsed named(FieldTable fields, FullPath fullPath) throws MalformedRecordException {
            return XmlWinEventLog.named(fields);
        }
    },
    CSV {
        @Override
        boolean isEscaped(byte[] bytes, int from, int to) {
            return CsvText.hasQuotes(bytes, from, to);
        }

        @Override
        int decode(byte[] bytes, int from, int to, byte[] target) {
            return CsvText.decode(bytes, from, to, target);
        }

        @Override
        String decode(byte[] bytes, int from, int to) {
            return CsvText.decode(bytes, from, to);
        }

        @Override
        long cut(FieldCut cut, byte[] bytes, int from, int to, boolean escaped) {
            // What the cuts look for is no quote, and they know JSON's escapes only.
            return escaped ? FieldCut.DECODE : cut.apply(bytes, from, to, false);
        }

        @Override
        boolean emptyIsNone() {
            return true;
        }

        @Override
        RecordParser.Parsed named(FieldTable fields, FullPath fullPath) {
            return new RecordParser.Parsed(CsvRows.SHAPE, fields);
        }
    };

    /** Whether a value has to be decoded. */
    abstract boolean isEscaped(byte[] bytes, int from, int to);

    /**
     * Writes a value's text in UTF-8 to the beginning of the target; it is never longer than the value.
     *
     * @return index behind the last byte written
     */
    abstract int decode(byte[] bytes, int from, int to, byte[] target);

    /** A value's text. */
    abstract String decode(byte[] bytes, int from, int to);

    /** As {@link FieldCut#apply}. */
    abstract long cut(FieldCut cut, byte[] bytes, int from, int to, boolean escaped);

    /** Whether a record that has an empty value does not have the field. */
    boolean emptyIsNone() {
        return false;
    }

    /** The shape of records with these fields, as the parser of whole records names them, which looks at names alone. */
    abstract RecordParser.Parsed named(FieldTable fields, FullPath fullPath) throws MalformedRecordException;
}
