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

    // All that is not one of these is core, also what is added one day.
    private static final String[] RIM = {"io.outrider.camel..", "io.outrider.app.."};

    @ArchTest
    static final ArchRule coreKnowsNoFramework = noClasses()
            .that()
            .resideOutsideOfPackages(RIM)
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
            .resideOutsideOfPackages(RIM)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(RIM);

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
