package io.outrider.cim;

/** Parts of file paths and command lines, of Windows and of POSIX alike, and of URLs. */
public final class PathNames {

    private PathNames() {}

    /** The part behind the last {@code \} or {@code /}: the whole text if there is none, empty if it ends in one. */
    public static String baseName(String path) {
        return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
    }

    /**
     * The program of a command line: what stands in its leading quotes, else what stands before its first blank.
     * Without quotes a path with blanks cannot be told from arguments, and its first part is given.
     */
    public static String program(String commandLine) {
        String line = commandLine.strip();
        if (line.startsWith("\"")) {
            int end = line.indexOf('"', 1);
            return end < 0 ? line.substring(1) : line.substring(1, end);
        }
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return line.substring(0, end);
    }

    /**
     * The domain in a URL or an e-mail address: without scheme, account, port and path. A text without any of these is its
     * own domain.
     */
    public static String domain(String text) {
        int scheme = text.indexOf("://");
        int begin = scheme < 0 ? 0 : scheme + 3;
        int end = begin;
        while (end < text.length() && text.charAt(end) != '/') {
            end++;
        }
        String authority = text.substring(begin, end);
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        int port = host.indexOf(':');
        return port < 0 ? host : host.substring(0, port);
    }
}
