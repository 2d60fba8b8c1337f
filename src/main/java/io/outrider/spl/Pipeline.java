package io.outrider.spl;

import java.util.List;

/** A parsed search: its commands in order, at least one. */
record Pipeline(List<Command> commands) {
    Pipeline {
        commands = List.copyOf(commands);
    }
}
