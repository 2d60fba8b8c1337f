package io.outrider.spl;

import java.util.List;

/** A parsed search, or one in brackets: its commands in order, without those that could not be parsed. */
record Pipeline(List<Command> commands) {
    Pipeline {
        commands = List.copyOf(commands);
    }
}
