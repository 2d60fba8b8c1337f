package io.outrider.app;

import io.outrider.content.Content;
import io.outrider.content.DetectionSettings.Selection;
import io.outrider.detect.GroupingSettings;
import io.outrider.detect.RulePack;
import io.quarkus.runtime.QuarkusApplication;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.jboss.logging.Logger;

/** The service: runs the routes until the process is told to stop. What is wrong at the start is told, and stops nothing else. */
final class Service implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger("outrider.configuration");

    private final CamelRuntime camel;
    private final Content content;
    private final Selection selection;
    private final RulePack rules;
    private final Directories directories;
    private final PropertyNames propertyNames;
    private final DetectionProperties detectionProperties;
    private final ContentReload reload;
    private final Resume resume;
    private final PolicyProperties policyProperties;
    private final PolicyWatch policyWatch;
    private final HealthWatch healthWatch;

    /** @param settings is not used: it is made, and so checked, before Camel starts */
    Service(
            CamelRuntime camel,
            Content content,
            Selection selection,
            RulePack rules,
            Directories directories,
            PropertyNames propertyNames,
            DetectionProperties detectionProperties,
            ContentReload reload,
            Resume resume,
            PolicyProperties policyProperties,
            PolicyWatch policyWatch,
            HealthWatch healthWatch,
            GroupingSettings settings) {
        this.camel = camel;
        this.content = content;
        this.selection = selection;
        this.rules = rules;
        this.directories = directories;
        this.propertyNames = propertyNames;
        this.detectionProperties = detectionProperties;
        this.reload = reload;
        this.resume = resume;
        this.policyProperties = policyProperties;
        this.policyWatch = policyWatch;
        this.healthWatch = healthWatch;
    }

    @Override
    public int run(String... args) {
        propertyNames.warnings().forEach(LOG::warn);
        detectionProperties.problems().forEach(LOG::warn);
        selection.problems().forEach(LOG::warn);
        policyProperties.problems(content).forEach(LOG::warn);
        directories.obstacles().forEach(LOG::error);
        ContentReport report = new ContentReport(content);
        report.problems().forEach(LOG::warn);
        rules.setAside().forEach(LOG::error);
        LOG.info(report.summary(selection.leftOut(), rules.setAside().size()));
        resume.run();
        policyWatch.start();
        camel.start(new String[0]);
        reload.start();
        healthWatch.start();
        try {
            return camel.waitForExit();
        } finally {
            reload.stop();
            policyWatch.stop();
        }
    }
}
