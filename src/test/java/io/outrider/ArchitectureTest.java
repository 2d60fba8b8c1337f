package io.outrider;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.outrider", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE = {
        "io.outrider.cim..",
        "io.outrider.rule..",
        "io.outrider.match..",
        "io.outrider.regex..",
        "io.outrider.spl..",
        "io.outrider.content..",
        "io.outrider.detect..",
        "io.outrider.explain..",
        "io.outrider.store..",
        "io.outrider.deliver..",
        "io.outrider.policy..",
        "io.outrider.enrich..",
        "io.outrider.evtx..",
        "io.outrider.normalize..",
        "io.outrider.bench..",
        "io.outrider.health..",
        "io.outrider.alert.."
    };

    @ArchTest
    static final ArchRule coreKnowsNoFramework = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "org.apache.camel..",
                    "org.apache.kafka..",
                    "jakarta..",
                    "io.quarkus..",
                    "io.smallrye..",
                    "org.eclipse.microprofile.."));

    @ArchTest
    static final ArchRule coreKnowsNoAdapter = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.outrider.camel..", "io.outrider.app..");

    @ArchTest
    static final ArchRule neutralRuleKnowsNoLanguage = noClasses()
            .that()
            .resideInAPackage("io.outrider.rule..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.outrider.spl..", "io.outrider.content..", "io.outrider.detect..");

    @ArchTest
    static final ArchRule engineKnowsNoLanguage = noClasses()
            .that()
            .resideInAnyPackage("io.outrider.detect..", "io.outrider.match..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.outrider.spl..", "io.outrider.content..");

    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching("io.outrider.(*)..").should().beFreeOfCycles();
}
