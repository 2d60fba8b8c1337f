package io.outrider.camel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What receivers refuse, and what would act there although it came from an event.
 *
 * <ul>
 *   <li>Slack: docs.slack.dev, "Sending messages using incoming webhooks", "Formatting message text", and the references of header,
 *       section and context blocks: at most 50 blocks, a header of 1 to 150 characters, texts of 1 to 3000, 10 fields of 2000
 *   <li>Teams: learn.microsoft.com, "Create Incoming Webhooks" (28 KB), "Create incoming webhooks with Workflows"; adaptivecards.io,
 *       schema explorer 1.4: text runs have no Markdown
 *   <li>GitHub: docs.github.com, "REST API endpoints for issues": title at most 256 characters, body 65,536; mentions act outside
 *       of code
 *   <li>GitLab: docs.gitlab.com, "Issues API": title at most 255 characters, description 1,048,576; quick actions are lines that begin
 *       with a slash
 *   <li>Shuffle and Tines: any JSON
 * </ul>
 */
final class ReceiverRules {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ReceiverRules() {}

    static List<String> broken(String path, String body, Headers headers) {
        List<String> broken = new ArrayList<>();
        JsonNode document;
        try {
            document = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return List.of("no JSON: " + e.getOriginalMessage());
        }
        check(broken, "application/json".equals(headers.getFirst("content-type")), "content type");
        switch (path) {
            case "/slack" -> slack(document, broken);
            case "/teams" -> teams(document, body, broken);
            case "/github-issue" -> issue(document, "body", 256, 65_536, broken);
            case "/gitlab-issue" -> issue(document, "description", 255, 1_048_576, broken);
            default -> check(broken, document.isObject(), "object");
        }
        return broken;
    }

    private static void check(List<String> broken, boolean kept, String rule) {
        if (!kept) {
            broken.add(rule);
        }
    }

    private static void slack(JsonNode message, List<String> broken) {
        check(broken, between(message.get("text"), 1, 3000), "text");
        check(broken, isEscaped(message.path("text").asText()), "text is escaped");
        check(broken, message.path("blocks").size() <= 50, "at most 50 blocks");
        int[] length = {0};
        for (JsonNode block : message.path("blocks")) {
            switch (block.path("type").asText()) {
                case "header" -> {
                    check(broken, block.at("/text/type").asText().equals("plain_text"), "header is plain");
                    check(broken, between(block.at("/text/text"), 1, 150), "header has 1 to 150 characters");
                }
                case "section" -> {
                    check(broken, block.has("text") || block.has("fields"), "section has a text or fields");
                    check(broken, !block.has("text") || between(block.at("/text/text"), 1, 3000), "section's text");
                    check(broken, !block.has("fields") || !block.get("fields").isEmpty(), "section has a field");
                    check(broken, block.path("fields").size() <= 10, "at most 10 fields");
                    block.path("fields").forEach(field -> check(broken, between(field.get("text"), 1, 2000), "field"));
                }
                case "context" -> check(broken, block.path("elements").size() <= 10, "at most 10 elements");
                default -> broken.add("a block of the type " + block.path("type"));
            }
        }
        eachObject(message, object -> {
            length[0] += object.path("text").asText("").length();
            if (object.path("type").asText().equals("mrkdwn")) {
                check(broken, isEscaped(object.path("text").asText()), "mrkdwn is escaped");
                check(broken, object.path("verbatim").asBoolean(), "nothing is made a link or a mention");
            }
        });
        // Seen by others above some 13,000 characters: msg_blocks_too_long.
        check(broken, length[0] <= 13_000, "message is not too long: " + length[0]);
    }

    private static boolean isEscaped(String text) {
        return !text.contains("<")
                && !text.contains(">")
                && !text.replaceAll("&(amp|lt|gt);", "").contains("&");
    }

    private static void teams(JsonNode message, String body, List<String> broken) {
        check(broken, body.getBytes(StandardCharsets.UTF_8).length <= 28 * 1024, "at most 28 KB: " + body.length());
        check(broken, message.path("type").asText().equals("message"), "message");
        check(broken, message.path("attachments").size() == 1, "one attachment");
        JsonNode attachment = message.at("/attachments/0");
        check(
                broken,
                attachment.path("contentType").asText().equals("application/vnd.microsoft.card.adaptive"),
                "content type of the card");
        JsonNode card = attachment.path("content");
        check(broken, card.path("type").asText().equals("AdaptiveCard"), "card");
        check(broken, card.path("version").asText().equals("1.4"), "version");
        check(broken, !card.path("body").isEmpty(), "card has a body");
        // The only way to a mention.
        check(broken, !card.has("msteams"), "no entities");
        eachObject(card, object -> {
            String type = object.path("type").asText();
            check(broken, !type.equals("TextBlock") && !type.equals("FactSet"), "no Markdown");
            check(
                    broken,
                    !type.equals("RichTextBlock") || !object.path("inlines").isEmpty(),
                    "inlines");
            check(broken, !type.equals("TextRun") || between(object.get("text"), 1, 10_000), "text of a run");
        });
    }

    private static void issue(JsonNode issue, String body, int mostOfTitle, int mostOfBody, List<String> broken) {
        check(broken, between(issue.get("title"), 1, mostOfTitle), "title");
        check(broken, between(issue.get(body), 1, mostOfBody), body);
        String outside = issue.path("title").asText() + "\n"
                + withoutCode(issue.path(body).asText());
        check(broken, !outside.contains("@"), "no mention");
        check(broken, !outside.matches("(?s).*[#!]\\d.*"), "no reference");
        check(broken, !outside.contains("<") && !outside.contains("http"), "no HTML and no link");
        check(broken, outside.lines().noneMatch(line -> line.strip().startsWith("/")), "no quick action");
        check(broken, outside.lines().noneMatch(line -> line.startsWith("#")), "no heading");
    }

    /** CommonMark 0.31.2, 6.1: a span begins with some backticks and ends with as many; what has no end is text. */
    private static String withoutCode(String markdown) {
        StringBuilder outside = new StringBuilder();
        int at = 0;
        while (at < markdown.length()) {
            int fence = run(markdown, at);
            int end = fence == 0 ? -1 : end(markdown, at + fence, fence);
            if (end >= 0) {
                at = end;
            } else {
                outside.append(markdown, at, at + Math.max(1, fence));
                at += Math.max(1, fence);
            }
        }
        return outside.toString();
    }

    private static int run(String text, int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) == '`') {
            to++;
        }
        return to - from;
    }

    // A blank line ends the paragraph, and with it the search.
    private static int end(String text, int from, int fence) {
        int at = from;
        while (at < text.length()) {
            int run = run(text, at);
            if (run == fence) {
                return at + run;
            }
            if (text.startsWith("\n\n", at)) {
                return -1;
            }
            at += Math.max(1, run);
        }
        return -1;
    }

    private static boolean between(JsonNode text, int least, int most) {
        return text != null
                && text.isTextual()
                && text.asText().length() >= least
                && text.asText().length() <= most;
    }

    private static void eachObject(JsonNode node, Consumer<JsonNode> use) {
        if (node.isObject()) {
            use.accept(node);
        }
        node.forEach(child -> eachObject(child, use));
    }
}
