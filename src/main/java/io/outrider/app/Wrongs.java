package io.outrider.app;

import io.outrider.health.Concern;
import io.outrider.health.Concern.Area;
import io.outrider.health.Report;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What is wrong, in the data of a check: a line for each, numbered. */
final class Wrongs {

    private Wrongs() {}

    static void tell(Report report, HealthCheckResponseBuilder response, Area... areas) {
        int number = 0;
        for (Concern concern : report.concerns()) {
            if (List.of(areas).contains(concern.area())) {
                number++;
                response.withData("wrong." + number, concern.detail());
            }
        }
    }
}
