package io.outrider.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the names of layouts mean, over all inputs that have them: each reader meets its layouts anew, and to work one out costs
 * as much as to read dozens of its records. Usable by several threads at once.
 */
final class KnownLayouts {

    /** Four readers full of layouts that have nothing in common ({@link Layouts}). */
    private static final int CAPACITY = 1024;

    private final FullPath fullPath;
    private final Map<Names, LayoutFields> known = new ConcurrentHashMap<>();

    KnownLayouts(FullPath fullPath) {
        this.fullPath = fullPath;
    }

    LayoutFields fields(Layout layout) {
        List<Name> names = new ArrayList<>(layout.size());
        for (int member = 0; member < layout.size(); member++) {
            MemberName name = layout.name(member);
            names.add(new Name(name.path, name.isArray));
        }
        Names key = new Names(layout.syntax(), names);
        LayoutFields fields = known.get(key);
        if (fields == null) {
            if (known.size() >= CAPACITY) {
                known.clear();
            }
            fields = LayoutFields.of(layout, fullPath);
            known.put(key, fields);
        }
        return fields;
    }

    /** All that a layout's meaning hangs on. */
    private record Names(ScanSyntax syntax, List<Name> names) {}

    /** As {@link MemberName}, without its reader. */
    private record Name(String path, boolean isArray) {}
}
