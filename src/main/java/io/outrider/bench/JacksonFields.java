package io.outrider.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/** Jackson's streaming parser, twelve fields as text: what a detection by hand would read of a process event. */
final class JacksonFields implements Contestant {

    private static final Set<String> FIELDS = Set.of(
            "@timestamp",
            "EventID",
            "Channel",
            "Hostname",
            "User",
            "Image",
            "CommandLine",
            "OriginalFileName",
            "ProcessId",
            "ParentImage",
            "ParentCommandLine",
            "ParentProcessId");

    private final JsonFactory json = new JsonFactory();

    @Override
    public long run(Chunk chunk) throws IOException {
        long characters = 0;
        try (JsonParser parser = json.createParser(chunk.bytes())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && FIELDS.contains(parser.currentName())) {
                    if (parser.nextToken().isScalarValue()) {
                        characters += parser.getText().length();
                    }
                }
            }
        }
        return characters;
    }
}
