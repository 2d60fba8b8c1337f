package io.outrider.detect;

/** A 64-bit hash of a raw text: FNV-1a over its UTF-16 code units. It only breaks ties, so it need not resist forgery. */
final class RawHash {

    // Offset basis and prime of 64-bit FNV-1a (draft-eastlake-fnv).
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private RawHash() {}

    static long of(String raw) {
        long hash = BASIS;
        for (int i = 0; i < raw.length(); i++) {
            hash = (hash ^ raw.charAt(i)) * PRIME;
        }
        return hash;
    }
}
