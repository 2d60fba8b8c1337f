package io.outrider.health;

import java.util.List;

/** Where it outlives the process what was told of Outrider itself. Nothing here fails: what cannot be read or kept is logged. */
public interface OperationalMemory extends AutoCloseable {

    /** Keeps nothing. */
    OperationalMemory NONE = new OperationalMemory() {
        @Override
        public List<Told> read() {
            return List.of();
        }

        @Override
        public void keep(List<Told> told) {
            // It ends with the process.
        }

        @Override
        public void close() {
            // There is nothing that another process may want.
        }
    };

    /** What an earlier process kept last; to be called once, before all else. */
    List<Told> read();

    /** Keeps this, and what was kept before no longer. */
    void keep(List<Told> told);

    /** Lets another process have it. */
    @Override
    void close();
}
