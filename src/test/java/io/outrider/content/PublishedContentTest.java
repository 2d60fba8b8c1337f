package io.outrider.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.outrider.Corpus;
import io.outrider.cim.DataModels;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What becomes of all published detections. The bar is that of the issue; the figures are printed, so that a run shows how
 * far the front end is.
 */
class PublishedContentTest {

    private static final Path SHIPPED = Path.of("detections");

    @Test
    void everyPublishedDetectionRunsOrIsRefusedByNameAndPlace() {
        Path published = Corpus.path("escu/detections");

        Content all = new ContentLoader(DataModels.standard(), List.of()).load(List.of(published, SHIPPED));
        // The shipped folder lends its macros; its own detection is a second one of the same id here.
        Content content = new Content(
                all.entries().stream()
                        .filter(entry -> Path.of(entry.file()).startsWith(published))
                        .toList(),
                all.problems());

        assertThat(content.problems()).isEmpty();
        assertThat(content.rules()).isNotEmpty();
        for (Content.Entry entry : content.entries()) {
            assertThat(entry.problems())
                    .allSatisfy(problem -> assertThat(problem.construct()).isNotBlank());
        }
        report(content);
        assertThat(share("not deprecated", content, entry -> true)).isGreaterThanOrEqualTo(0.90);
        assertThat(share(
                        "not deprecated, on Endpoint.Processes",
                        content,
                        entry -> entry.sources().contains("Endpoint.Processes")))
                .isGreaterThanOrEqualTo(0.97);
    }

    /** Of the detections that are not deprecated, the part that runs. */
    private static double share(String which, Content content, Predicate<Content.Entry> chosen) {
        List<Content.Entry> live = content.entries().stream()
                .filter(entry -> entry.about() == null
                        || !"deprecated".equals(entry.about().status()))
                .filter(chosen)
                .toList();
        long running = live.stream().filter(Content.Entry::runs).count();
        System.out.printf("%s: %d of %d run%n", which, running, live.size());
        return (double) running / live.size();
    }

    private static void report(Content content) {
        System.out.printf(
                "%d published detections, %d run, %d of them with a warning%n",
                content.entries().size(),
                content.rules().size(),
                content.entries().stream()
                        .filter(entry ->
                                entry.rule().isPresent() && !entry.problems().isEmpty())
                        .count());
        Map<String, Long> refusals = content.entries().stream()
                .filter(entry -> entry.rule().isEmpty())
                .flatMap(entry -> entry.problems().stream()
                        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                        .map(Problem::construct)
                        .distinct())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        refusals.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(40)
                .forEach(refusal -> System.out.printf("%5d refused for %s%n", refusal.getValue(), refusal.getKey()));
    }
}
