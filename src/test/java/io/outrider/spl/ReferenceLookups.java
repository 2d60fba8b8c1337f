package io.outrider.spl;

import java.util.List;

/** The lookup tables that the reference interpreter may use. */
interface ReferenceLookups {

    /** No tables. */
    ReferenceLookups NONE = new ReferenceLookups() {
        @Override
        public List<ReferenceRow> rows(String table) {
            throw new UnsupportedOperationException("lookup " + table);
        }

        @Override
        public ReferenceRow apply(Command.Lookup lookup, ReferenceRow row) {
            throw new UnsupportedOperationException("lookup " + lookup.table().text());
        }
    };

    List<ReferenceRow> rows(String table);

    ReferenceRow apply(Command.Lookup lookup, ReferenceRow row);
}
