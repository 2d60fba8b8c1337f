package io.outrider.spl;

import io.outrider.spl.Command.Option;
import io.outrider.spl.Command.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses {@code transaction}. Example: {@code user startswith=(EventCode=1) endswith="logged off" maxspan=5m}. What is
 * quoted behind {@code startswith} is a search expression too (Search Reference 9.0, transaction).
 */
final class TransactionParser {

    private final TokenStream tokens;

    TransactionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Transaction parse(Position position) {
        List<Name> fields = new ArrayList<>();
        List<Option> options = new ArrayList<>();
        @Nullable SearchExpression startsWith = null;
        @Nullable SearchExpression endsWith = null;
        while (!tokens.peek().is(TokenType.END)) {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            Token next = tokens.peek();
            if (!tokens.atOption()) {
                fields.add(tokens.expectName("a field or an option behind transaction"));
            } else if (next.isWordInAnyCase("startswith")) {
                startsWith = filter("startswith", startsWith);
            } else if (next.isWordInAnyCase("endswith")) {
                endsWith = filter("endswith", endsWith);
            } else {
                options.add(tokens.option());
            }
        }
        return new Transaction(position, fields, options, startsWith, endsWith);
    }

    private SearchExpression filter(String option, @Nullable SearchExpression earlier) {
        if (earlier != null) {
            throw tokens.expected("one " + option);
        }
        tokens.take();
        tokens.take();
        Token next = tokens.peek();
        if (next.isWordInAnyCase("eval")) {
            // Example: startswith=eval(speed>5)
            throw new SplException(
                    tokens.position(next),
                    option + "=eval(...)",
                    "expected a search expression in parentheses behind " + option
                            + "=, but found eval(...); it is not run yet");
        }
        if (next.is(TokenType.OPEN)) {
            tokens.take();
            SearchExpression filter = new SearchExpressionParser(tokens, Set.of()).parse();
            tokens.expect(TokenType.CLOSE, "to end " + option);
            return filter;
        }
        if (next.is(TokenType.STRING)) {
            tokens.take();
            return quoted(next, option);
        }
        throw tokens.expected("( or a quoted search behind " + option + "=");
    }

    private SearchExpression quoted(Token token, String option) {
        boolean escapes = token.end() - token.start() - 2 != token.text().length();
        if (escapes) {
            throw new SplException(
                    tokens.position(token),
                    option,
                    "expected a search without escapes behind " + option + "=, but found " + token.found()
                            + "; write it in parentheses");
        }
        return tokens.quotedSearch(token);
    }
}
