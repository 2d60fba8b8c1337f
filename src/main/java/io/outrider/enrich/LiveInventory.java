package io.outrider.enrich;

import io.outrider.alert.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The files of assets and identities, read at the start and again when they have changed; a version that cannot be used leaves the one
 * before in use. Safe for use by several threads: one looks while others enrich.
 */
public final class LiveInventory implements UnaryOperator<Alert> {

    private final Source assets;
    private final Source identities;
    private volatile Inventory current;

    /**
     * @param assets file of assets; {@code null} if there is none
     * @param identities file of identities; {@code null} if there is none
     * @throws InvalidInventoryException if one cannot be used
     */
    public LiveInventory(@Nullable Path assets, @Nullable Path identities) {
        this.assets = new Source(assets, Entries.ASSET_KEYS, "assets");
        this.identities = new Source(identities, Entries.IDENTITY_KEYS, "identities");
        this.assets.read();
        this.identities.read();
        this.current = new Inventory(this.assets.entries, this.identities.entries);
    }

    @Override
    public Alert apply(Alert alert) {
        return current.enrich(alert);
    }

    /** What there is, in a line for each file, and what is wrong with single rows. */
    public List<String> report() {
        List<String> lines = new ArrayList<>();
        assets.report(lines);
        identities.report(lines);
        return lines;
    }

    /** Takes up files that have changed. @return what there is to tell: one line each, none if nothing has changed */
    public synchronized List<String> look() {
        List<String> lines = new ArrayList<>();
        boolean first = assets.look(lines);
        boolean second = identities.look(lines);
        if (first || second) {
            current = new Inventory(assets.entries, identities.entries);
        }
        return lines;
    }

    /** One of the files. */
    private static final class Source {

        private final @Nullable Path file;
        private final List<String> keys;
        private final String what;
        private Entries entries = Entries.NONE;
        private Optional<Stamp> stamp = Optional.empty();

        private Source(@Nullable Path file, List<String> keys, String what) {
            this.file = file;
            this.keys = keys;
            this.what = what;
        }

        private void read() {
            if (file != null) {
                // Before the file is: what changes while it is read is read again.
                stamp = Stamp.of(file);
                entries = Entries.read(file, keys);
            }
        }

        private boolean look(List<String> lines) {
            if (file == null || Stamp.of(file).equals(stamp)) {
                return false;
            }
            try {
                read();
                report(lines);
                return true;
            } catch (InvalidInventoryException e) {
                lines.add(e.getMessage() + "; the version before stays in use");
                return false;
            }
        }

        private void report(List<String> lines) {
            if (file != null) {
                lines.addAll(entries.warnings());
                lines.add(file + ": " + entries.size() + " " + what);
            }
        }
    }

    /** What tells versions of a file. */
    private record Stamp(long modified, long size) {

        /** Empty for a file that is not there. */
        private static Optional<Stamp> of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
