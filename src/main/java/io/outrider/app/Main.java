package io.outrider.app;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/**
 * The entry point of all commands. The command line is read before Quarkus starts, so that a command that needs no route
 * ({@code validate}, {@code --help}) answers at once.
 */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... args) {
        System.exit(new CommandLine(new OutriderCommand()).execute(args));
    }
}
