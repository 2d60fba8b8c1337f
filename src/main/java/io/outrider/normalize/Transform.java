package io.outrider.normalize;

import io.outrider.cim.PathNames;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What is done to a source's text to make it the text of a CIM field. Empty: the field is absent. */
enum Transform {
    AS_IS(text -> text),
    /** {@code C:\Windows\cmd.exe}: {@code cmd.exe}. */
    BASE_NAME(PathNames::baseName),
    /** {@code 0x1b28}: {@code 6952}. What is not hexadecimal stays as it is. */
    DECIMAL(Transform::decimal),
    /** {@code SHIRE\bob} and {@code bob}: {@code bob}. */
    ACCOUNT(text -> text.substring(text.indexOf('\\') + 1)),
    /** {@code SHIRE\bob}: {@code SHIRE}; empty if there is none. */
    ACCOUNT_DOMAIN(text -> text.substring(0, Math.max(0, text.indexOf('\\')))),
    LOWER(text -> text.toLowerCase(Locale.ROOT)),
    UPPER(text -> text.toUpperCase(Locale.ROOT)),
    /** {@code ::ffff:10.0.0.5}, an IPv4 address as Windows logs it: {@code 10.0.0.5}. */
    ADDRESS(text -> text.regionMatches(true, 0, "::ffff:", 0, 7) && text.indexOf('.') > 0 ? text.substring(7) : text),
    /** {@code HKLM\System\Setup\CmdLine}, a value's path: {@code Setup}, the key that holds it. */
    PARENT_NAME(text -> PathNames.baseName(text.substring(0, Math.max(0, text.lastIndexOf('\\'))))),
    /** {@code HKLM\System\Setup}: {@code HKEY_LOCAL_MACHINE\System}, as far as the add-on for Sysmon names hives. */
    REGISTRY_HIVE(Transform::hive),
    /** {@code DWORD (0x00000001)}: {@code 0x00000001}. Other data stays as it is. */
    REGISTRY_DATA(Transform::registryData),
    /** {@code DWORD (0x00000001)}: {@code DWORD}. Other data stays as it is. */
    REGISTRY_TYPE(text -> text.indexOf(" (") > 0 ? text.substring(0, text.indexOf(" (")) : text),
    /** {@code 1}, a number of 32 bits: {@code 0x00000001}, as Sysmon writes it. What is no such number stays as it is. */
    REGISTRY_DWORD(text -> registryNumber(text, false)),
    /** {@code 1}, a number of 64 bits: {@code 0x00000000-0x00000001}, its halves as Sysmon writes them, likewise. */
    REGISTRY_QWORD(text -> registryNumber(text, true)),
    /** {@code %SystemRoot%\system32\svchost.exe -k netsvcs}: {@code svchost.exe}. */
    PROGRAM_NAME(text -> PathNames.baseName(PathNames.program(text))),
    /** {@code bob@example.org}: {@code bob}. A text without an {@code @} stays as it is. */
    LOCAL_PART(text -> text.indexOf('@') < 0 ? text : text.substring(0, text.lastIndexOf('@'))),
    /** {@code bob@example.org}: {@code example.org}; empty if there is none. */
    MAIL_DOMAIN(text -> text.indexOf('@') < 0 ? "" : text.substring(text.lastIndexOf('@') + 1)),
    /** {@code https://www.example.org:8443/a?b}: {@code www.example.org}. A name without a scheme stays as it is. */
    URL_HOST(PathNames::domain),
    /** {@code https://www.example.org:8443/a?b}: {@code /a}. A text without a scheme is a path already. */
    URL_PATH(Transform::urlPath),
    /** {@code arn:aws:iam::123456789012:user/bob}: {@code bob}, what stands behind the last {@code /} or {@code :}. */
    ARN_NAME(text -> text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1)),
    /** {@code SHA256=AB,MD5=CD}: {@code CD}; empty if there is none. */
    HASH_MD5(text -> hash(text, "MD5=")),
    HASH_SHA1(text -> hash(text, "SHA1=")),
    HASH_SHA256(text -> hash(text, "SHA256=")),
    HASH_IMPHASH(text -> hash(text, "IMPHASH=")),
    /** {@code 2024-01-01T00:00:00Z}: {@code 1704067200}, with its fraction if it has one. What is no time stays as it is. */
    EPOCH(Transform::epoch),
    /** {@code 2021-08-18T23:17:30Z}: {@code 23}, in UTC and without a zero before it. What is no time has none. */
    HOUR(text -> ofTime(text, time -> String.valueOf(time.getHour()))),
    /** {@code 2021-08-18T23:17:30Z}: {@code wednesday}, in UTC. What is no time has none. */
    WEEKDAY(text -> ofTime(text, time -> time.getDayOfWeek().name().toLowerCase(Locale.ROOT))),
    /** Of several values the first. */
    FIRST(text -> text) {
        @Override
        List<String> applyToAll(List<String> texts) {
            return super.applyToAll(texts.isEmpty() ? texts : texts.subList(0, 1));
        }
    },
    /** Of several values the last. */
    LAST(text -> text) {
        @Override
        List<String> applyToAll(List<String> texts) {
            return super.applyToAll(texts.isEmpty() ? texts : texts.subList(texts.size() - 1, texts.size()));
        }
    },
    /** {@code type:  5 www.example.org;10.0.0.5;}: the two answers. */
    DNS_ANSWERS(text -> text) {
        @Override
        List<String> applyToAll(List<String> texts) {
            List<String> answers = new ArrayList<>();
            texts.forEach(text -> DnsAnswers.add(text, answers));
            return answers;
        }
    };

    private final UnaryOperator<String> function;

    Transform(UnaryOperator<String> function) {
        this.function = function;
    }

    /** The text of one value. */
    String apply(String text) {
        return function.apply(text);
    }

    /** The texts of all values, without empty ones. */
    List<String> applyToAll(List<String> texts) {
        if (texts.size() == 1) {
            String text = function.apply(texts.get(0));
            return text.isEmpty() ? List.of() : List.of(text);
        }
        List<String> results = new ArrayList<>(texts.size());
        for (String text : texts) {
            String result = function.apply(text);
            if (!result.isEmpty()) {
                results.add(result);
            }
        }
        return results;
    }

    private static String urlPath(String url) {
        int scheme = url.indexOf("://");
        int path = scheme < 0 ? 0 : url.indexOf('/', scheme + 3);
        if (path < 0) {
            return "";
        }
        int end = path;
        while (end < url.length() && url.charAt(end) != '?' && url.charAt(end) != '#') {
            end++;
        }
        return url.substring(path, end);
    }

    /** @param name with the sign behind it, as {@code MD5=} */
    private static String hash(String list, String name) {
        int from = 0;
        while (from < list.length()) {
            int comma = list.indexOf(',', from);
            int end = comma < 0 ? list.length() : comma;
            if (list.regionMatches(true, from, name, 0, name.length())) {
                return list.substring(from + name.length(), end).strip();
            }
            from = end + 1;
            while (from < list.length() && list.charAt(from) == ' ') {
                from++;
            }
        }
        return "";
    }

    private static String epoch(String text) {
        Timestamp time = Timestamp.parse(text);
        if (time == null) {
            return text;
        }
        Instant moment = time.instant(ZoneOffset.UTC);
        return BigDecimal.valueOf(moment.getEpochSecond())
                .add(BigDecimal.valueOf(moment.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String ofTime(String text, Function<OffsetDateTime, String> part) {
        Timestamp time = Timestamp.parse(text);
        return time == null ? "" : part.apply(time.instant(ZoneOffset.UTC).atOffset(ZoneOffset.UTC));
    }

    private static String decimal(String text) {
        // 16 hexadecimal digits at most make a long; identifiers are unsigned.
        if (text.length() < 3 || text.length() > 18 || !text.regionMatches(true, 0, "0x", 0, 2)) {
            return text;
        }
        try {
            return Long.toUnsignedString(Long.parseUnsignedLong(text, 2, text.length(), 16));
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static String hive(String path) {
        if (path.regionMatches(true, 0, "HKLM\\System\\", 0, 12)) {
            return "HKEY_LOCAL_MACHINE\\System";
        }
        if (path.regionMatches(true, 0, "HKLM\\Software\\", 0, 14)) {
            return "HKEY_LOCAL_MACHINE\\Software";
        }
        return path.regionMatches(true, 0, "HKU\\", 0, 4) ? "HKEY_CURRENT_USER" : "";
    }

    private static String registryData(String details) {
        int open = details.indexOf(" (");
        if (open <= 0 || !details.endsWith(")")) {
            return details;
        }
        for (int i = 0; i < open; i++) {
            char c = details.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '_') {
                return details;
            }
        }
        return details.substring(open + 2, details.length() - 1);
    }

    private static String registryNumber(String text, boolean quad) {
        String digits = decimal(text);
        // 20 decimal digits at most make a number of 64 bits; signs are of no number that a registry has.
        if (digits.isEmpty() || digits.length() > 20) {
            return text;
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return text;
            }
        }
        long number;
        try {
            number = Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            return text;
        }
        int high = (int) (number >>> 32);
        if (quad) {
            return hexadecimal(high) + '-' + hexadecimal((int) number);
        }
        return high == 0 ? hexadecimal((int) number) : text;
    }

    /** All eight digits, in lower case. */
    private static String hexadecimal(int number) {
        String digits = Integer.toHexString(number);
        return "0x" + "0".repeat(8 - digits.length()) + digits;
    }
}
