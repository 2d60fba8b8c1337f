package io.outrider.deliver.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outrider.camel.template.QuteTemplates;
import io.outrider.deliver.Finding;
import io.outrider.deliver.SinkSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mails say. Findings are synthetic. */
class MailTemplatesTest {

    @TempDir
    Path directory;

    private static MailTemplates templates(Map<String, String> properties) {
        return new MailTemplates(new SinkSettings("email", "soc", properties), new QuteTemplates(path -> path));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void shippedMailTellsTheAlert() {
        MailText mail = templates(Map.of()).write(List.of(MailFindings.finding(null)));

        assertThat(mail.subject()).isEqualTo("[High] Remote Process Instantiation");
        assertThat(mail.text()).startsWith("""
                High: Remote Process Instantiation

                winrs.exe on ws-042

                Alert:       0a1b
                Revision:    0 (Create)
                Events:      3
                First event: 2025-01-01 00:00:00 UTC
                Last event:  2025-01-01 00:59:59 UTC
                Window:      2025-01-01 00:00:00 UTC to 2025-01-01 01:00:00 UTC
                ATT&CK:      T1021.006 WinRM (Lateral Movement)
                Stories:     Active Directory Lateral Movement

                Fields
                  dest: ws-042
                  user: alice, bob
                  count: 3

                Description
                  A process was started from afar.
                    Second line.

                References
                  https://example.com/reference
                """);
        assertThat(mail.html())
                .startsWith("<!DOCTYPE html>")
                .contains(
                        "<h2 style=\"font-size: 18px\">High: Remote Process Instantiation</h2>",
                        "<td>0a1b</td>",
                        "ATT&amp;CK",
                        "T1021.006 WinRM (Lateral Movement)",
                        ">alice, bob</td>");
    }

    @Test
    void severalFindingsAreOneMail() {
        Map<String, Object> worse = MailFindings.document("0a1d", 2, 3);
        worse.put("severity_id", 5);
        worse.put("severity", "Critical");
        MailText mail = templates(Map.of())
                .write(List.of(
                        MailFindings.finding(null),
                        new Finding(MailFindings.document("0a1c", 1, 2)),
                        new Finding(worse)));

        assertThat(mail.subject()).isEqualTo("3 alerts, up to Critical");
        assertThat(mail.text())
                .contains(
                        "High: Remote Process Instantiation (Create)\n  winrs.exe on ws-042\n  last event 2025-01-01 00:59:59"
                                + " UTC, events 3, alert 0a1b\n",
                        "(Update)",
                        "Critical: Remote Process Instantiation (Close)",
                        "0a1d");
        assertThat(mail.html()).contains("<td>0a1b</td>", "<td>0a1c</td>", "<td>0a1d</td>");
    }

    @Test
    void ownTemplatesSeeTheFindingAsData() throws IOException {
        MailText mail = templates(Map.of(
                        "subject",
                        "{alert.title} for {alert.finding.metadata.uid}",
                        "template",
                        file("own.txt", "{alert.finding.unmapped.search_result.dest}\n"),
                        "htmlTemplate",
                        file("own.html", "<p>{alert.finding.message}</p>")))
                .write(List.of(MailFindings.finding("<script>{alert.id}")));

        assertThat(mail.subject()).isEqualTo("<script>{alert.id} for 0a1b");
        assertThat(mail.text()).isEqualTo("\n");
        assertThat(mail.html()).isEqualTo("<p>&lt;script&gt;{alert.id}</p>");
    }

    @Test
    void ownTextAloneIsAMailWithoutHtml() throws IOException {
        String text = file("own.txt", "{count}");

        assertThat(templates(Map.of("template", text))
                        .write(List.of(MailFindings.finding(null)))
                        .html())
                .isNull();
        assertThat(templates(Map.of("htmlTemplate", text))
                        .write(List.of(MailFindings.finding(null)))
                        .text())
                .startsWith("High: ");
    }

    @Test
    void wrongTemplateIsToldWithItsProperty() throws IOException {
        String broken = file("broken", "line\n{#if}");
        String large = file("large", "x".repeat(300_000));

        assertThatThrownBy(() -> templates(Map.of("subject", "{#for}")))
                .hasMessageStartingWith("subject: the subject, line 1: ");
        assertThatThrownBy(() -> templates(Map.of("template", broken)))
                .hasMessageStartingWith("template: " + broken + ", line 2: ");
        assertThatThrownBy(() -> templates(Map.of("template", large)))
                .hasMessageStartingWith("template: " + large + ": expected at most 262144 bytes, but found 300000");
        assertThatThrownBy(() -> templates(Map.of("htmlTemplate", "nowhere.html")))
                .hasMessageStartingWith("htmlTemplate: expected a file, but found none at ")
                .hasMessageEndingWith("nowhere.html");
        assertThatThrownBy(() -> templates(Map.of("subject", "{alrt.title}")))
                .hasMessageStartingWith(
                        "subject: the subject, line 1: expected one of [alert, alerts, count, severity],");
    }

    @Test
    void whatIsTooLongIsCutAndSaysSo() {
        Map<String, Object> document = MailFindings.document("0a1b", 0, 1, "\"".repeat(100_000));
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add("value-" + i);
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("many", many);
        for (int i = 0; i < 1000; i++) {
            row.put("column-" + i, "x".repeat(3000));
        }
        document.put("unmapped", Map.of("search_result", row));
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            findings.add(new Finding(document));
        }
        MailTemplates templates = templates(Map.of());

        MailText one = templates.write(findings.subList(0, 1));
        assertThat(one.subject()).hasSize(251).endsWith("\"\u2026");
        assertThat(one.text())
                .hasSizeLessThan(1_000_000)
                .contains("value-99, \u2026 and 9900 more", "\u2026: and 901 more");
        assertThat(one.html()).hasSizeLessThan(3_000_000);
        MailText digest = templates.write(findings);
        assertThat(digest.text()).hasSizeLessThan(1_000_000);
        assertThat(digest.html()).hasSizeLessThan(6_000_000);
    }

    @Property(tries = 200)
    void noValueMakesASecondLineOfTheSubjectOrMarkup(@ForAll String value) {
        MailTemplates templates = templates(Map.of());
        int markup = tags(templates.write(List.of(MailFindings.finding(null))).html());

        MailText mail = templates.write(List.of(MailFindings.finding("x" + value)));
        assertThat(mail.subject()).doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u2029]");
        assertThat(tags(mail.html())).isEqualTo(markup);
    }

    private static int tags(String html) {
        return (int) html.chars().filter(c -> c == '<').count();
    }
}
