package io.outrider.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate signed by itself, made by the JDK's keytool: as PEM files for servers, and for clients as sockets. */
public record Certificates(Path store, Path certificate, Path key) {

    /** Of the store. */
    public static final String PASSWORD = "synthetic";

    /** @param more options of keytool, for example {@code -ext} */
    public static Certificates make(Path directory, String name, String... more)
            throws IOException, GeneralSecurityException {
        Path store = directory.resolve(name + ".p12");
        generate(store, name, more);
        return of(directory, store, name, load(store).getCertificate(name));
    }

    /** One that expired yesterday, signed by an authority, whose certificate is the one to trust. */
    public static Certificates expired(Path directory, String name) throws IOException, GeneralSecurityException {
        Path store = directory.resolve(name + ".p12");
        generate(store, "authority", "-ext", "BasicConstraints:critical=ca:true");
        Certificate authority = load(store).getCertificate("authority");
        generate(store, name, "-signer", "authority", "-startdate", "-3d");
        keytool(store, "-delete", "-alias", "authority");
        return of(directory, store, name, authority);
    }

    private static void generate(Path store, String name, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name));
        options.addAll(List.of("-validity", "2"));
        options.addAll(List.of(more));
        keytool(store, options.toArray(String[]::new));
    }

    private static void keytool(Path store, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool made no certificate");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificates of(Path directory, Path store, String name, Certificate trusted)
            throws IOException, GeneralSecurityException {
        Path certificate = pem(directory.resolve(name + ".crt"), "CERTIFICATE", trusted.getEncoded());
        Path key = pem(
                directory.resolve(name + ".key"),
                "PRIVATE KEY",
                load(store).getKey(name, PASSWORD.toCharArray()).getEncoded());
        return new Certificates(store, certificate, key);
    }

    private static Path pem(Path file, String what, byte[] encoded) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n");
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    /** Sockets that trust this certificate and show the client's, if one is given. */
    SSLSocketFactory sockets(@Nullable Certificates client) throws IOException, GeneralSecurityException {
        return context(client).getSocketFactory();
    }

    /** For a server that shows this certificate. */
    public SSLContext server() throws IOException, GeneralSecurityException {
        return context(this);
    }

    private SSLContext context(@Nullable Certificates client) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        KeyStore own = load(store);
        trusted.setCertificateEntry("server", own.getCertificate(own.aliases().nextElement()));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(client == null ? null : load(client.store()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
        return context;
    }
}
