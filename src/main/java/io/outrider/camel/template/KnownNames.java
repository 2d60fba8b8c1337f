package io.outrider.camel.template;

import io.quarkus.qute.Expression;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionNode;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateNode;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Finds expressions that begin with a name that a template does not know: a slip that would give an empty text in every alert. */
final class KnownNames {

    // Names that each has without saying so.
    private static final Set<String> OF_LOOPS = Set.of("it", "this", "true", "false", "null");

    private KnownNames() {}

    /** @throws IllegalArgumentException with file and line */
    static void check(Template template, String file, Set<String> names) {
        Set<String> known = new HashSet<>(names);
        known.addAll(OF_LOOPS);
        template.findNodes(TemplateNode::isSection).forEach(node -> addDeclared(node.asSection(), known));
        for (Expression expression : template.getExpressions()) {
            String first =
                    expression.isLiteral() ? "" : expression.getParts().get(0).getName();
            if (expression.hasNamespace() || !first.isEmpty() && !isKnown(first, known)) {
                throw new IllegalArgumentException(
                        file + ", line " + expression.getOrigin().getLine()
                                + ": expected one of " + new TreeSet<>(names)
                                + ", or a name that the template gives itself, but found {"
                                + expression.toOriginalString() + "}");
            }
        }
    }

    // Example: object_count in a loop over objects.
    private static boolean isKnown(String name, Set<String> known) {
        int last = name.lastIndexOf('_');
        return known.contains(name) || last > 0 && known.contains(name.substring(0, last));
    }

    private static void addDeclared(SectionNode section, Set<String> known) {
        for (SectionBlock block : section.getBlocks()) {
            if (section.getName().equals("for") || section.getName().equals("each")) {
                String alias = block.parameters.get("alias");
                if (alias != null) {
                    known.add(alias);
                }
            } else if (section.getName().equals("let") || section.getName().equals("set")) {
                known.addAll(block.parameters.keySet());
            }
        }
    }
}
