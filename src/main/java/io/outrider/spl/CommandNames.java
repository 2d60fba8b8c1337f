package io.outrider.spl;

import io.outrider.spl.Command.OtherCommand;
import io.outrider.spl.Command.Stats;
import java.util.Locale;

/** What messages call a command. */
final class CommandNames {

    private CommandNames() {}

    static String of(Command command) {
        if (command instanceof OtherCommand other) {
            return other.name();
        }
        if (command instanceof Stats stats) {
            return stats.kind().name().toLowerCase(Locale.ROOT);
        }
        if (command instanceof Command.Head head && head.fromEnd()) {
            return "tail";
        }
        return command.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
