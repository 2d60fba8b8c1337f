package io.outrider.store;

/** How large the store of the state is, and how large it may become. Safe for use by any thread, and cheap, mostly: see {@link #used}. */
public interface StoreSize {

    /**
     * Bytes that are in use. In some databases now and then a look at all of it, which takes as long as the disk needs.
     *
     * @throws StoreException if the store cannot be read
     */
    long used();

    /** Bytes that may be in use: {@code outrider.store.max-size}. */
    long most();

    /**
     * What is in the store, in words for an operator; some of it may have been counted a minute ago.
     *
     * @throws StoreException if the store cannot be read
     */
    String contents();
}
