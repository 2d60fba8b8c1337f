package io.outrider.app;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.TimeoutException;

/** Why something failed, in one line for people. */
final class Reason {

    private Reason() {}

    /** The message of the innermost cause: those around it say where in the program it happened. */
    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": " + text(file);
        }
        if (cause instanceof TimeoutException && cause.getMessage() == null) {
            // A pool of connections says no more of a database that holds its door shut.
            return "it gave no answer in time; look whether another process has it locked";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    // Java gives such an exception no message but the file's name.
    private static String text(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "expected leave to read it, but access is denied";
        }
        return failure instanceof NoSuchFileException ? "expected a file, but found none" : "it cannot be used";
    }
}
