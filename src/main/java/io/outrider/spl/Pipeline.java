package io.outrider.spl;

import java.util.List;

/** A parsed search: its commands in order, at least one. */
record Pipeline(List<Command> commands) {
    Pipeline {
        commands = List.copyOf(commands);
    }

    /** The place of a subsearch whose commands are not parsed yet. */
    static Pipeline unparsed(Position position, String text) {
        return new Pipeline(List.of(new Command.OtherCommand(position, "subsearch", text)));
    }
}
