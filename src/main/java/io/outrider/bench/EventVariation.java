package io.outrider.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes any number of events of a few: each copy has ids, GUIDs, user and host of its own, and a random token at the end of
 * its command line, so that no memo of whole values can answer for it. The same everywhere in the event, its message
 * included; all else stays as it is. The copy of a number is always the same.
 */
final class EventVariation {

    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    // By the names that shippers give them, at the top or within an event's data.
    private static final Set<String> HOSTS = Set.of("Hostname", "Computer", "ComputerName", "computer_name");
    private static final Set<String> USERS =
            Set.of("User", "ParentUser", "TargetUserName", "SubjectUserName", "AccountName", "user");
    private static final Set<String> COMMANDS = Set.of("CommandLine", "ProcessCommandLine");
    private static final Set<String> IDS = Set.of(
            "ProcessId",
            "NewProcessId",
            "ParentProcessId",
            "LogonId",
            "SubjectLogonId",
            "RecordNumber",
            "EventRecordID",
            "ExecutionProcessID",
            "record_number");

    /** A well-known provider is none of an event's own ids. */
    private static final String PROVIDER = "ProviderGuid";

    private static final char[] LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789".toCharArray();

    // 62 bits: no token comes twice.
    private static final int TOKEN = 12;

    private final List<ObjectNode> samples;
    private final long seed;
    private final ObjectMapper json;

    /** @param samples at least one */
    EventVariation(List<ObjectNode> samples, long seed, ObjectMapper json) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("expected events in JSON to vary, but found none");
        }
        this.samples = List.copyOf(samples);
        this.seed = seed;
        this.json = json;
    }

    /** One line of JSON, without a line feed. */
    byte[] event(long number) {
        ObjectNode copy = samples.get((int) (number % samples.size())).deepCopy();
        Copy names = new Copy(new SplittableRandom(seed + number));
        names.collect(copy);
        names.vary(copy);
        try {
            return json.writeValueAsBytes(copy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    /** What one copy calls things. */
    private static final class Copy {

        private final SplittableRandom random;
        private final Map<String, String> guids = new HashMap<>();
        // Whole texts, and what stands for them wherever they occur.
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, String> commands = new HashMap<>();

        Copy(SplittableRandom random) {
            this.random = random;
        }

        void collect(JsonNode node) {
            node.properties().forEach(member -> {
                JsonNode value = member.getValue();
                String text = value.isTextual() ? value.textValue() : "";
                if (value.isContainerNode()) {
                    collect(value);
                } else if (text.isEmpty() || text.equals("-")) {
                    // Absent in all but name.
                    return;
                } else if (HOSTS.contains(member.getKey())) {
                    int dot = text.indexOf('.');
                    texts.put(text, "host-" + token(8) + (dot < 0 ? "" : text.substring(dot)));
                } else if (USERS.contains(member.getKey())) {
                    texts.computeIfAbsent(text, user -> user.substring(0, user.indexOf('\\') + 1) + "user-" + token(8));
                } else if (COMMANDS.contains(member.getKey())) {
                    commands.computeIfAbsent(text, command -> command + ' ' + token(TOKEN));
                }
            });
        }

        void vary(JsonNode node) {
            if (node instanceof ObjectNode object) {
                object.fieldNames().forEachRemaining(name -> {
                    if (!name.equals(PROVIDER)) {
                        object.set(name, varied(name, object.get(name)));
                    }
                });
            } else if (node instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, varied("", array.get(i)));
                }
            }
        }

        private JsonNode varied(String name, JsonNode value) {
            if (value.isContainerNode()) {
                vary(value);
                return value;
            }
            if (IDS.contains(name)) {
                return id(value);
            }
            return value.isTextual() ? TextNode.valueOf(text(name, value.textValue())) : value;
        }

        private JsonNode id(JsonNode value) {
            int fresh = random.nextInt(1000, 1_000_000);
            if (value.isIntegralNumber()) {
                return IntNode.valueOf(fresh);
            }
            String text = value.asText();
            boolean hexadecimal = text.startsWith("0x");
            return TextNode.valueOf(hexadecimal ? "0x" + Integer.toHexString(fresh) : Integer.toString(fresh));
        }

        private String text(String name, String text) {
            if (COMMANDS.contains(name)) {
                return commands.getOrDefault(text, text);
            }
            String whole = texts.get(text);
            if (whole != null) {
                return whole;
            }
            return name.equals("Message") || name.equals("message") ? message(text) : guids(text);
        }

        /** A rendered message quotes the values. */
        private String message(String text) {
            String message = text;
            for (Map.Entry<String, String> command : commands.entrySet()) {
                message = message.replace(": " + command.getKey(), ": " + command.getValue());
            }
            for (Map.Entry<String, String> other : texts.entrySet()) {
                message = message.replace(": " + other.getKey() + '\r', ": " + other.getValue() + '\r');
            }
            return guids(message);
        }

        private String guids(String text) {
            // Most texts are too short to hold one.
            if (text.length() < 36 || text.indexOf('-') < 0) {
                return text;
            }
            Matcher matcher = GUID.matcher(text);
            return matcher.replaceAll(found -> guids.computeIfAbsent(found.group(), key -> guid()));
        }

        private String guid() {
            String digits = String.format("%016x%016x", random.nextLong(), random.nextLong());
            return digits.substring(0, 8)
                    + '-'
                    + digits.substring(8, 12)
                    + '-'
                    + digits.substring(12, 16)
                    + '-'
                    + digits.substring(16, 20)
                    + '-'
                    + digits.substring(20);
        }

        private String token(int length) {
            char[] token = new char[length];
            for (int i = 0; i < length; i++) {
                token[i] = LETTERS[random.nextInt(LETTERS.length)];
            }
            return new String(token);
        }
    }
}
