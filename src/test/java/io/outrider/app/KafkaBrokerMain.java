package io.outrider.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;

/** A Kafka broker in a process of its own: makes its storage where there is none, then runs until it is killed. */
final class KafkaBrokerMain {

    private static final String CLUSTER = "b3V0cmlkZXItdGVzdHMtMA";

    private KafkaBrokerMain() {}

    /** @param arguments the file of the broker's properties */
    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(reader);
        }
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            StorageTool.execute(new String[] {"format", "-t", CLUSTER, "-c", arguments[0]}, System.out);
        }
        Kafka.main(arguments);
    }
}
