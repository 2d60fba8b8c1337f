package io.outrider.app;

import io.outrider.content.Content;
import io.outrider.detect.GroupingSettings;
import io.quarkus.runtime.QuarkusApplication;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.jboss.logging.Logger;

/** The service: runs the routes until the process is told to stop. What is wrong at the start is told, and stops nothing else. */
final class Service implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger("outrider.configuration");

    private final CamelRuntime camel;
    private final Content content;
    private final Directories directories;
    private final PropertyNames propertyNames;

    /** @param settings is not used: it is made, and so checked, before Camel starts */
    Service(
            CamelRuntime camel,
            Content content,
            Directories directories,
            PropertyNames propertyNames,
            GroupingSettings settings) {
        this.camel = camel;
        this.content = content;
        this.directories = directories;
        this.propertyNames = propertyNames;
    }

    @Override
    public int run(String... args) {
        propertyNames.warnings().forEach(LOG::warn);
        directories.obstacles().forEach(LOG::error);
        ContentReport report = new ContentReport(content);
        report.problems().forEach(LOG::warn);
        LOG.info(report.summary());
        camel.start(new String[0]);
        return camel.waitForExit();
    }
}
