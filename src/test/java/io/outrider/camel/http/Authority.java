package io.outrider.camel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An authority that signs certificates, made by the JDK's keytool. */
record Authority(Path directory, String name) {

    private static final char[] PASSWORD = "synthetic".toCharArray();

    static Authority make(Path directory, String name) throws Exception {
        Authority authority = new Authority(directory, name);
        authority.keytool(
                name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "bc:c", "-validity", "30");
        authority.pem(name, "CERTIFICATE", authority.store(name).getCertificate("x").getEncoded());
        return authority;
    }

    /** The certificate of the authority, in PEM. */
    Path certificate() {
        return directory.resolve(name + ".CERTIFICATE.pem");
    }

    /**
     * Makes a key and a certificate of it.
     *
     * @param startsBefore days
     * @param validity days
     */
    void sign(String subject, String alternative, int startsBefore, int validity) throws Exception {
        keytool(subject, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + subject);
        Path request = directory.resolve(subject + ".csr");
        Path signed = directory.resolve(subject + ".signed");
        keytool(subject, "-certreq", "-file", request.toString());
        keytool(
                name,
                "-gencert",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-rfc",
                "-ext",
                "SAN=" + alternative,
                "-startdate",
                "-" + startsBefore + "d",
                "-validity",
                Integer.toString(validity));
        keytool(subject, "-importcert", "-noprompt", "-trustcacerts", "-file", certificate().toString(), "-alias", "ca");
        keytool(subject, "-importcert", "-noprompt", "-file", signed.toString());
        KeyStore store = store(subject);
        pem(subject, "CERTIFICATE", store.getCertificate("x").getEncoded());
        pem(subject, "PRIVATE KEY", store.getKey("x", PASSWORD).getEncoded());
    }

    Path pem(String subject, String what) {
        return directory.resolve(subject + "." + what.replace(' ', '-') + ".pem");
    }

    private void pem(String subject, String what, byte[] bytes) throws Exception {
        Files.writeString(
                pem(subject, what),
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                        + "\n-----END " + what + "-----\n");
    }

    private KeyStore store(String subject) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(subject + ".p12"))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    /** TLS of a server with that certificate, which trusts this authority's clients. */
    SSLContext server(String subject) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(subject), PASSWORD);
        @Nullable KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", store(name).getCertificate("x"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void keytool(String subject, String command, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve(subject + ".p12").toString(),
                "-storepass",
                new String(PASSWORD)));
        all.addAll(List.of(options));
        if (!all.contains("-alias")) {
            all.addAll(List.of("-alias", "x"));
        }
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(command).isZero();
    }
}
