package io.outrider.app;

/**
 * What a round of {@link KillOracleIT} gives the service to read. Files and topics can be read again, so all of their events count; of
 * connections count those that the receive journal has.
 */
interface OracleSource extends AutoCloseable {

    /** Sets the service's properties. */
    void configure(Outrider outrider);

    /** More events, for the next process. */
    void feed() throws Exception;

    /** The process has been started; who has to be asked for events begins to give them. */
    default void started(Outrider.Service service) {}

    /** The process was killed: finds out which events are the service's all the same. */
    default void killed(StoreLook store) throws Exception {}

    /** Returns when all events were given, and counts them. */
    default void given() throws Exception {}

    /** What the round's lines are to tell besides. */
    default String note() {
        return "";
    }

    /** Changes whenever a batch is in the store; of files, when one is to its end. */
    default long committed(StoreLook store) {
        return store.units().values().stream()
                .mapToLong(StoreLook.Unit::position)
                .sum();
    }

    /** Changes whenever the service has taken something over: a file is moved, an offset is committed, the journal has messages. */
    long taken();

    /** Whether the store knows of more than what the source was told: a file lies where it lay, an offset is not committed. */
    boolean isUnacknowledged(StoreLook store) throws Exception;

    @Override
    default void close() {}
}
