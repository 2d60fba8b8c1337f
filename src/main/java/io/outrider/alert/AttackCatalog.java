package io.outrider.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names and tactics of MITRE ATT&amp;CK Enterprise techniques and sub-techniques, read from the resource {@code
 * attack-techniques.tsv} beside this class.
 *
 * <p>Ids that ATT&amp;CK withdrew but that published rules still name are among them, under their last name and with the
 * tactics of their successor.
 */
public final class AttackCatalog {

    /** The release of ATT&amp;CK that names and tactics are taken from. */
    public static final String VERSION = "19.1";

    private static final String RESOURCE = "attack-techniques.tsv";

    private final Map<String, Technique> techniques;

    /** Reads the resource. A native image must include it by {@code quarkus.native.resources.includes}. */
    public AttackCatalog() {
        this(open());
    }

    /** Reads the lines of {@code source} and closes it. */
    AttackCatalog(Reader source) {
        this.techniques = read(source);
    }

    /** The technique or sub-technique of this id, for example {@code T1021.006}; empty if it is unknown. */
    public Optional<Technique> technique(String id) {
        return Optional.ofNullable(techniques.get(id));
    }

    /** All ids, withdrawn ones among them. */
    public Set<String> ids() {
        return techniques.keySet();
    }

    private static Reader open() {
        InputStream stream = AttackCatalog.class.getResourceAsStream(RESOURCE);
        if (stream == null) {
            throw new IllegalStateException("expected the resource io/outrider/alert/" + RESOURCE
                    + ", but found none: in a native image, name it in quarkus.native.resources.includes");
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    private static Map<String, Technique> read(Reader source) {
        Map<String, Technique> techniques = new HashMap<>();
        int number = 0;
        try (BufferedReader lines = new BufferedReader(source)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.startsWith("#")) {
                    continue;
                }
                Technique technique = parse(line, number);
                if (techniques.put(technique.id(), technique) != null) {
                    throw malformed("an id once", technique.id() + " again", number);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE + " behind line " + number, e);
        }
        return Map.copyOf(techniques);
    }

    // Example: T1021.006<tab>Windows Remote Management<tab>TA0008
    private static Technique parse(String line, int number) {
        String[] columns = line.split("\t", -1);
        if (columns.length < 3 || columns.length > 4) {
            throw malformed("id, name, tactics and perhaps a successor", columns.length + " columns", number);
        }
        List<Tactic> tactics = new ArrayList<>();
        for (String uid : columns[2].split(" ")) {
            tactics.add(tactic(uid, number));
        }
        return new Technique(columns[0], columns[1], tactics);
    }

    private static Tactic tactic(String uid, int line) {
        for (Tactic tactic : Tactic.values()) {
            if (tactic.uid().equals(uid)) {
                return tactic;
            }
        }
        throw malformed("the id of a tactic", "'" + uid + "'", line);
    }

    private static IllegalStateException malformed(String expected, String found, int line) {
        return new IllegalStateException(
                "expected " + expected + ", but found " + found + " in line " + line + " of " + RESOURCE);
    }

    /**
     * A technique or sub-technique.
     *
     * @param id for example {@code T1021} or {@code T1021.006}
     * @param name without that of the parent technique
     * @param tactics at least one, in the order of the matrix
     */
    public record Technique(String id, String name, List<Tactic> tactics) {

        public Technique {
            tactics = List.copyOf(tactics);
            if (id.isBlank() || name.isBlank() || tactics.isEmpty()) {
                throw new IllegalArgumentException(
                        "expected an id, a name and a tactic, but found '" + id + "', '" + name + "', " + tactics);
            }
        }
    }
}
