package io.outrider.normalize;

import java.util.List;

/** The answers in Sysmon's {@code QueryResults}: {@code type:  5 www.example.org;::ffff:10.0.0.5;}. */
final class DnsAnswers {

    private static final String TYPE = "type:";

    private DnsAnswers() {}

    /** Adds the answers, each ended by a semicolon, without their types. */
    static void add(String results, List<String> answers) {
        int begin = 0;
        for (int end = results.indexOf(';'); end >= 0; end = results.indexOf(';', begin)) {
            String answer = answer(results.substring(begin, end).strip());
            if (!answer.isEmpty()) {
                answers.add(answer);
            }
            begin = end + 1;
        }
    }

    private static String answer(String item) {
        if (!item.startsWith(TYPE)) {
            return Transform.ADDRESS.apply(item);
        }
        // type:  5 name
        String typed = item.substring(TYPE.length()).stripLeading();
        int blank = typed.indexOf(' ');
        return blank < 0 ? "" : typed.substring(blank + 1).strip();
    }
}
