package io.outrider.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Jackson's streaming parser, tokens only: the least that reading JSON costs with it. */
final class JacksonTokens implements Contestant {

    private final JsonFactory json = new JsonFactory();

    @Override
    public long run(Chunk chunk) throws IOException {
        long tokens = 0;
        try (JsonParser parser = json.createParser(chunk.bytes())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens++;
            }
        }
        return tokens;
    }
}
