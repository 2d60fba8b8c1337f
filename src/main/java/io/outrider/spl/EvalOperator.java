package io.outrider.spl;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The operators of eval expressions and how tightly each binds. The Search Reference gives the order of the logical ones
 * (NOT, AND, OR, XOR); comparisons bind tighter than those, and arithmetic tighter than comparisons. Where it says nothing,
 * {@code .} binds as {@code +} does.
 */
enum EvalOperator {
    XOR("XOR", 1),
    OR("OR", 2),
    AND("AND", 3),
    // 4: NOT
    EQUAL("=", 5),
    UNEQUAL("!=", 5),
    LESS("<", 5),
    AT_MOST("<=", 5),
    GREATER(">", 5),
    AT_LEAST(">=", 5),
    LIKE("LIKE", 5),
    IN("IN", 5),
    ADD("+", 6),
    SUBTRACT("-", 6),
    CONCATENATE(".", 6),
    MULTIPLY("*", 7),
    DIVIDE("/", 7),
    MODULO("%", 7);

    /** How tightly NOT binds. */
    static final int NOT = 4;
    /** How tightly a sign binds. */
    static final int SIGN = 8;

    private final String symbol;
    private final int binding;

    EvalOperator(String symbol, int binding) {
        this.symbol = symbol;
        this.binding = binding;
    }

    String symbol() {
        return symbol;
    }

    int binding() {
        return binding;
    }

    /** The operator that the token is, or {@code null}. */
    static @Nullable EvalOperator of(Token token) {
        if (!token.is(TokenType.OPERATOR) && !token.is(TokenType.WORD)) {
            return null;
        }
        String text = token.text().toUpperCase(Locale.ROOT);
        if (text.equals("==")) {
            return EQUAL;
        }
        for (EvalOperator operator : values()) {
            if (operator.symbol.equals(text)) {
                return operator;
            }
        }
        return null;
    }
}
