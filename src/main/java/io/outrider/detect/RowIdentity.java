package io.outrider.detect;

/** What tells a row of a search's table from the others. */
sealed interface RowIdentity permits RowKey, PlainKey {}
