package io.outrider.spl;

/** The dialect of lists of field names: a word ends at a blank, a comma or a quote. Example: {@code Processes.* AS *}. */
final class NameLexer extends Lexer {

    NameLexer(Expansion search, int start, int end) {
        super(search, start, end);
    }

    @Override
    Token next(int start) {
        char c = text.charAt(start);
        if (c == '"') {
            return quoted(TokenType.STRING, start);
        }
        if (c == ',') {
            return bare(TokenType.COMMA, start, start + 1);
        }
        if (c == '[') {
            return subsearch(start);
        }
        int i = start + (Quoting.isEscape(text, start) ? 2 : 1);
        while (i < end && !Character.isWhitespace(text.charAt(i)) && ",\"[".indexOf(text.charAt(i)) < 0) {
            i += Quoting.isEscape(text, i) ? 2 : 1;
        }
        return new Token(TokenType.WORD, Quoting.unescape(text.substring(start, i)), start, i);
    }
}
