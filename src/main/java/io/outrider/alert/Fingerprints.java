package io.outrider.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Hashes of a file as Sysmon writes them ({@code SHA1=…,MD5=…,IMPHASH=…}) or bare, as OCSF {@code fingerprint} objects.
 */
final class Fingerprints {

    private Fingerprints() {}

    /** A fingerprint for each hash of the text. What is no hash of known length is left out. */
    static List<Map<String, Object>> of(String text) {
        List<Map<String, Object>> fingerprints = new ArrayList<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            String name = part.substring(0, Math.max(equals, 0)).strip().toUpperCase(Locale.ROOT);
            String value = part.substring(equals + 1).strip();
            if (isHex(value)) {
                add(fingerprints, name.isEmpty() ? nameByLength(value) : name, value);
            }
        }
        return fingerprints;
    }

    private static void add(List<Map<String, Object>> fingerprints, String name, String value) {
        Map<String, Object> fingerprint = new LinkedHashMap<>();
        switch (name) {
            case "" -> {
                return;
            }
            case "MD5" -> algorithm(fingerprint, 1, "MD5");
            case "SHA1" -> algorithm(fingerprint, 2, "SHA-1");
            case "SHA256" -> algorithm(fingerprint, 3, "SHA-256");
            case "SHA512" -> algorithm(fingerprint, 4, "SHA-512");
            default -> algorithm(fingerprint, 99, name); // Sysmon's IMPHASH, a hash of the import table
        }
        fingerprint.put("value", value);
        fingerprints.add(fingerprint);
    }

    private static void algorithm(Map<String, Object> fingerprint, int id, String caption) {
        fingerprint.put("algorithm_id", id);
        fingerprint.put("algorithm", caption);
    }

    /** A hash of n bits has n / 4 hexadecimal digits. */
    private static String nameByLength(String value) {
        return switch (value.length()) {
            case 32 -> "MD5";
            case 40 -> "SHA1";
            case 64 -> "SHA256";
            case 128 -> "SHA512";
            default -> "";
        };
    }

    private static boolean isHex(String value) {
        return !value.isEmpty() && value.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    }
}
