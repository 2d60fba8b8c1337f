package io.outrider.spl;

import io.outrider.spl.SearchExpression.And;
import io.outrider.spl.SearchExpression.Comparison;
import io.outrider.spl.SearchExpression.In;
import io.outrider.spl.SearchExpression.Not;
import io.outrider.spl.SearchExpression.Operator;
import io.outrider.spl.SearchExpression.Or;
import io.outrider.spl.SearchExpression.Subsearch;
import io.outrider.spl.SearchExpression.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Parses search expressions: parentheses, NOT, OR, AND in that order, so OR binds tighter than AND, and terms side by side
 * are ANDed. The keywords are in capitals; {@code or} is a term.
 */
final class SearchExpressionParser {

    private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT");

    private final TokenStream tokens;
    private final Set<String> stops;

    /** @param stops words, in small letters, that end the expression outside parentheses, for example {@code by} */
    SearchExpressionParser(TokenStream tokens, Set<String> stops) {
        this.tokens = tokens;
        this.stops = stops;
    }

    SearchExpression parse() {
        return and(stops);
    }

    /** Example: {@code a=1 OR b=2 c=3 AND d=4}, which is {@code (a=1 OR b=2) c=3 d=4}. */
    private SearchExpression and(Set<String> stops) {
        List<SearchExpression> operands = new ArrayList<>();
        Position start = tokens.position(tokens.peek());
        operands.add(or());
        while (!ends(stops)) {
            if (tokens.peek().isWord("AND")) {
                tokens.take();
            }
            operands.add(or());
        }
        return operands.size() == 1 ? operands.get(0) : new And(start, operands);
    }

    private boolean ends(Set<String> stops) {
        Token next = tokens.peek();
        boolean stop = next.is(TokenType.WORD)
                && stops.contains(next.text().toLowerCase(Locale.ROOT))
                && !tokens.peekSecond().is(TokenType.OPERATOR);
        return stop || next.is(TokenType.END) || next.is(TokenType.CLOSE);
    }

    private SearchExpression or() {
        List<SearchExpression> operands = new ArrayList<>();
        Position start = tokens.position(tokens.peek());
        operands.add(not());
        while (tokens.peek().isWord("OR")) {
            tokens.take();
            operands.add(not());
        }
        return operands.size() == 1 ? operands.get(0) : new Or(start, operands);
    }

    private SearchExpression not() {
        Token next = tokens.peek();
        if (!next.isWord("NOT") && !next.is(TokenType.OPEN)) {
            return condition();
        }
        tokens.enter();
        tokens.take();
        SearchExpression result;
        if (next.is(TokenType.OPEN)) {
            result = and(Set.of());
            tokens.expect(TokenType.CLOSE, "to end the group");
        } else {
            result = new Not(tokens.position(next), not());
        }
        tokens.leave();
        return result;
    }

    private SearchExpression condition() {
        Token next = tokens.peek();
        if (next.is(TokenType.SUBSEARCH)) {
            tokens.take();
            return new Subsearch(tokens.position(next), tokens.pipeline(next));
        }
        boolean keyword = next.isWord("AND") || next.isWord("OR");
        if (keyword || !next.is(TokenType.WORD) && !next.is(TokenType.STRING)) {
            throw tokens.expected("a condition");
        }
        tokens.take();
        if (tokens.peek().is(TokenType.OPERATOR)) {
            return comparison(next);
        }
        if (tokens.peek().isWordInAnyCase("IN") && tokens.peekSecond().is(TokenType.OPEN)) {
            return in(next);
        }
        boolean directive = next.isWord("TERM") || next.isWord("CASE");
        if (directive && tokens.peek().is(TokenType.OPEN) && tokens.peek().start() == next.end()) {
            return directive(next);
        }
        if (KEYWORDS.contains(next.text().toUpperCase(Locale.ROOT)) && next.is(TokenType.WORD)) {
            tokens.warn(
                    next,
                    next.text(),
                    "expected the operator " + next.text().toUpperCase(Locale.ROOT) + " in capitals, but found '"
                            + next.text() + "'; it is sought as a word");
        }
        return new Term(tokens.position(next), tokens.literal(next));
    }

    /** Example: {@code TERM(sudoedit)}. */
    private SearchExpression directive(Token name) {
        if (name.isWord("CASE")) {
            throw new SplException(
                    tokens.position(name),
                    "CASE",
                    "expected a term that is sought without regard to case, but found CASE(...); it is not run yet");
        }
        tokens.take();
        Literal text = tokens.expectLiteral("a term in TERM(...)");
        tokens.expect(TokenType.CLOSE, "behind the term of TERM");
        tokens.warn(
                name,
                "TERM",
                "expected a term without TERM(...), but found TERM(" + text.text()
                        + "); it is sought as that term is, also where = . / - or : joins it to another");
        return new Term(tokens.position(name), text);
    }

    private SearchExpression comparison(Token field) {
        Operator operator = Operator.of(tokens.take().text());
        Literal value = tokens.expectLiteral("a value behind '" + field.text() + operator.symbol() + "'");
        return new Comparison(tokens.position(field), tokens.name(field), operator, value);
    }

    /** Example: {@code process_name IN ("cmd.exe",, "powershell*" "pwsh.exe")}; the corpus forgets and doubles commas. */
    private SearchExpression in(Token field) {
        tokens.take();
        tokens.take();
        List<Literal> values = new ArrayList<>();
        while (!tokens.peek().is(TokenType.CLOSE)) {
            if (tokens.takeIf(TokenType.COMMA)) {
                continue;
            }
            values.add(tokens.expectLiteral("a value or ) in the list of " + field.text()));
        }
        if (values.isEmpty()) {
            throw tokens.expected("a value in the list of " + field.text());
        }
        tokens.take();
        return new In(tokens.position(field), tokens.name(field), values);
    }
}
