package io.outrider.bench;

import java.io.IOException;

/** Something that goes over a chunk of events, and that the clock is held to. */
interface Contestant {

    /**
     * Goes over the whole chunk.
     *
     * @return something that hangs on all of the work, so that none of it can be left out
     */
    long run(Chunk chunk) throws IOException;
}
