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

/** An authority that signs certificates, made by the JDK's keytool. */
record Authority(Path directory, String name) {

    private static final char[] PASSWORD = "synthetic".toCharArray();

    static Authority make(Path directory, String name) throws Exception {
        Authority authority = new Authority(directory, name);
        authority.keytool(name, "-ext", "bc:c", "-validity", "30");
        return authority;
    }

    /** The certificate of the authority, in PEM. */
    Path certificate() {
        return pem(name, "CERTIFICATE");
    }

    /**
     * Makes a key and a certificate of it.
     *
     * @param startsBefore days
     * @param validity days
     */
    void sign(String subject, String alternative, int startsBefore, int validity) throws Exception {
        keytool(
                subject,
                "-signer",
                name,
                "-ext",
                "SAN=" + alternative,
                "-startdate",
                "-" + startsBefore + "d",
                "-validity",
                Integer.toString(validity));
        pem(subject, "PRIVATE KEY", store().getKey(subject, PASSWORD).getEncoded());
    }

    Path pem(String subject, String what) {
        return directory.resolve(subject + "." + what.replace(' ', '-') + ".pem");
    }

    private void pem(String subject, String what, byte[] bytes) throws Exception {
        Files.writeString(
                pem(subject, what),
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what
                        + "-----\n");
    }

    private KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    /** TLS of a server with that certificate, which trusts this authority's clients. */
    SSLContext server(String subject) throws Exception {
        KeyStore all = store();
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(subject, all.getKey(subject, PASSWORD), PASSWORD, all.getCertificateChain(subject));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", all.getCertificate(name));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    // All keys of an authority are in one store, so that each takes one run.
    private void keytool(String alias, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve(name + ".p12").toString(),
                "-storepass",
                new String(PASSWORD)));
        all.addAll(List.of(options));
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as(alias).isZero();
        pem(alias, "CERTIFICATE", store().getCertificate(alias).getEncoded());
    }
}
