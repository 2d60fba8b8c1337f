package io.outrider.deliver;

/**
 * Texts of CSV as RFC 4180 has them: fields with commas between them, in records that end with a line break; a field with quotes, commas
 * or line breaks stands in quotes, and those within it are doubled.
 */
final class CsvRecords {

    private final String file;
    private final String text;
    private int at;
    private int record = 1;

    private CsvRecords(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Refuses what is not CSV, or has records of several lengths.
     *
     * @throws IllegalArgumentException with the file and the record; the message holds nothing of the text
     */
    static void check(String file, String text) {
        new CsvRecords(file, text).check();
    }

    private void check() {
        if (text.isEmpty()) {
            throw wrong("nothing");
        }
        int first = record();
        while (at < text.length()) {
            record++;
            int fields = record();
            if (fields != first) {
                throw wrong(fields + " fields in record " + record + " and " + first + " in the first");
            }
        }
    }

    /** Passes over one. @return its fields */
    private int record() {
        int fields = 1;
        while (true) {
            field();
            if (at == text.length()) {
                return fields;
            }
            if (text.charAt(at) == ',') {
                fields++;
                at++;
            } else if (text.charAt(at) == '\n') {
                at++;
                return fields;
            } else if (text.startsWith("\r\n", at)) {
                at += 2;
                return fields;
            } else {
                throw wrong("quotes within a field of record " + record);
            }
        }
    }

    private void field() {
        if (text.startsWith("\"", at)) {
            quoted();
            return;
        }
        while (at < text.length() && ",\"\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    private void quoted() {
        int end = at;
        do {
            end = text.indexOf('"', end + 1);
            if (end < 0) {
                throw wrong("quotes without an end in record " + record);
            }
            end++;
        } while (text.startsWith("\"", end));
        at = end;
    }

    private IllegalArgumentException wrong(String found) {
        return new IllegalArgumentException(file + ": expected that it gives records of CSV, but it gave " + found
                + "; a value is a whole field, with quotes where it needs them");
    }
}
