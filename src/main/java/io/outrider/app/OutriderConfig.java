package io.outrider.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties {@code outrider.*} that Java reads; the others are placeholders of the routes. Told in application.properties. */
@ConfigMapping(prefix = "outrider")
interface OutriderConfig {

    Detections detections();

    Model model();

    Grouping grouping();

    Store store();

    Alerts alerts();

    Matched matched();

    Input input();

    Egress egress();

    Health health();

    OperationalAlerts operationalAlerts();

    Delivery delivery();
    /** Properties of a suppression, by its name; {@link PolicyProperties} reads them. */
    Map<String, Map<String, String>> suppress();

    /** Properties of a maintenance window, by its name; {@link PolicyProperties} reads them. */
    Map<String, Map<String, String>> maintenance();

    Silences silences();

    Enrichment enrichment();

    DeadLetters deadLetters();

    /** Names of the sources that are made from properties. */
    Optional<List<@WithConverter(NameText.class) String>> sources();

    /** Properties of a source, by its name. */
    Map<String, Map<String, String>> source();

    /** Names of the sinks that each alert is sent to. */
    Optional<List<@WithConverter(NameText.class) String>> sinks();

    /** Properties of a sink, by its name. */
    Map<String, Map<String, String>> sink();

    interface Detections {
        /** 0 for never. */
        @WithConverter(DurationText.class)
        Duration reloadInterval();

        List<@WithConverter(NameText.class) String> directories();

        /** Selectors of the detections that run; all if there is none. */
        Optional<List<@WithConverter(NameText.class) String>> include();

        /** Selectors of detections that do not run. */
        Optional<List<@WithConverter(NameText.class) String>> exclude();
    }

    interface Model {
        /** Directories with the operator's own mappings; none if absent. */
        Optional<List<@WithConverter(NameText.class) String>> sources();
    }

    interface Grouping {
        @WithConverter(DurationText.class)
        Duration window();

        @WithConverter(DurationText.class)
        Duration offset();

        @WithConverter(DurationText.class)
        Duration lateness();

        @WithConverter(DurationText.class)
        Duration idleTimeout();

        @WithConverter(DurationText.class)
        Duration retention();

        int maxValues();

        int maxRows();

        Spill spill();

        boolean bounded();
    }

    /** Where rows go that are too many for memory. */
    interface Spill {
        @WithConverter(NameText.class)
        String directory();

        int maxSize();
    }

    /** Where the state is that outlives the process; {@link StoreProperties} reads the rest. */
    interface Store {
        Type type();

        enum Type {
            SQLITE,
            POSTGRESQL,
            NONE
        }

        @WithConverter(NameText.class)
        String directory();

        /** Read by {@link StoreProperties} too, as what follows. */
        Synchronous synchronous();

        Optional<String> url();

        Optional<String> username();

        Optional<String> password();

        /** Mebibytes. */
        int maxSize();

        /** Of what connections bring. */
        Journal journal();

        interface Journal {
            /** Mebibytes of a source, 0 for no journal. */
            int maxSize();
        }
        /** Name of this one of several instances; none if the store belongs to one process. */
        Optional<String> instance();

        enum Synchronous {
            NORMAL,
            FULL
        }
    }

    interface Alerts {
        Emit emit();

        @WithConverter(DurationText.class)
        Duration updateInterval();
    }

    /** When an alert goes out. */
    enum Emit {
        FIRST_MATCH,
        CLOSE
    }

    /** Where events that matched go. */
    interface Matched {
        /** Names of their sinks; if absent they go nowhere, and are not named. */
        Optional<List<@WithConverter(NameText.class) String>> sinks();

        /** Properties of such a sink, by its name. */
        Map<String, Map<String, String>> sink();

        boolean raw();

        int maxSize();
    }

    interface Input {
        int batchSize();

        int maxEventSize();
    }

    /** How alerts go into sinks, unless a sink has its own. */
    interface Delivery {
        @WithConverter(DurationText.class)
        Duration delay();

        @WithConverter(DurationText.class)
        Duration maximumDelay();

        @WithConverter(DurationText.class)
        Duration giveUpAfter();

        int maxWaiting();
    }

    /** What could not be used. */
    interface DeadLetters {
        int maxCount();

        /** In mebibytes. */
        int maxSize();
    }

    interface Egress {
        /** Blocks of addresses that sinks may call although they are not public; none if absent. */
        Optional<List<@WithConverter(NameText.class) String>> allow();
    }

    /** How Outrider is: who may ask, and how often it looks. The first three are Quarkus' too (microprofile-config.properties). */
    interface Health {
        boolean enabled();

        @WithConverter(NameText.class)
        String host();

        int port();

        @WithConverter(DurationText.class)
        Duration interval();
    }

    /** What is said of Outrider itself. */
    interface OperationalAlerts {
        /** Names of sinks; or all, or none, alone. */
        List<@WithConverter(NameText.class) String> sinks();

        @WithConverter(DurationText.class)
        Duration interval();

        @WithConverter(DurationText.class)
        Duration sinkFailsFor();
    }

    interface Silences {
        @WithConverter(DurationText.class)
        Duration pollInterval();
    }

    /** What is known of hosts and people. */
    interface Enrichment {
        Optional<String> assets();

        Optional<String> identities();

        /** 0 for never. */
        @WithConverter(DurationText.class)
        Duration reloadInterval();
    }
}
