package io.outrider.alert;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, by which alerts, events and plans are told from others. */
public final class Sha256 {

    private Sha256() {}

    /** A digest that nothing was put into yet. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
