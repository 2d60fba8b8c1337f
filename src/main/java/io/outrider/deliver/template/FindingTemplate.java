package io.outrider.deliver.template;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.Results;
import io.quarkus.qute.SetSectionHelper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.WhenSectionHelper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template in Qute's language, the part of it that needs data only: expressions, {@code #if}, {@code #for}, {@code #when}, {@code
 * #let}.
 *
 * <p>What could do more is not there: no methods of Java objects (and so no reflection), no {@code #include}, no {@code #eval} and no
 * {@code raw}, by which a value would be a template or markup. A value that is not there is an empty text. May be used by any number of
 * threads.
 */
public final class FindingTemplate {

    private final Template template;

    private FindingTemplate(Template template) {
        this.template = template;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException if it is none; the message says in which line
     */
    public static FindingTemplate of(String text, Place place) {
        try {
            return new FindingTemplate(engine(place).parse(text, null, "template"));
        } catch (TemplateException e) {
            throw new IllegalArgumentException("expected a template of Qute, but found" + reason(e), e);
        }
    }

    private static Engine engine(Place place) {
        return Engine.builder()
                .addSectionHelpers(
                        new IfSectionHelper.Factory(),
                        // As Qute's documentation has it: {#for a in list} knows a_index, a_count, a_hasNext.
                        new LoopSectionHelper.Factory(
                                LoopSectionHelper.Factory.ITERATION_METADATA_PREFIX_ALIAS_UNDERSCORE),
                        new SetSectionHelper.Factory(),
                        new WhenSectionHelper.Factory())
                .addValueResolvers(
                        // Of what a section adds: the element of a loop, a name that was let.
                        ValueResolvers.mapperResolver(),
                        ValueResolvers.mapResolver(),
                        ValueResolvers.mapEntryResolver(),
                        ValueResolvers.listResolver(),
                        ValueResolvers.collectionResolver(),
                        ValueResolvers.thisResolver(),
                        ValueResolvers.orResolver(),
                        ValueResolvers.orEmpty(),
                        ValueResolvers.trueResolver(),
                        ValueResolvers.logicalAndResolver(),
                        ValueResolvers.logicalOrResolver(),
                        ValueResolvers.plusResolver(),
                        ValueResolvers.minusResolver(),
                        ValueResolvers.modResolver(),
                        ValueResolvers.equalsResolver(),
                        ValueResolvers.numberValueResolver())
                .addResultMapper(new Escaping(place))
                .strictRendering(false)
                .build();
    }

    /**
     * The text with the data in it.
     *
     * @throws IllegalArgumentException if the template asks for what the data cannot do, for example to go through a number's elements
     */
    public String render(Map<String, ?> data) {
        try {
            return template.instance().data(data).render();
        } catch (TemplateException e) {
            throw new IllegalArgumentException("the template cannot be used" + reason(e), e);
        }
    }

    // The innermost one knows it: on their way out they are wrapped in others without a word.
    private static String reason(TemplateException e) {
        TemplateException reason = e;
        while (reason.getCause() instanceof TemplateException cause) {
            reason = cause;
        }
        String line = reason.getOrigin() == null
                ? ""
                : " in line " + reason.getOrigin().getLine();
        return line + ": " + reason.getMessage();
    }

    private record Escaping(Place place) implements ResultMapper {
        @Override
        public String map(@Nullable Object result, Expression expression) {
            return result == null || Results.isNotFound(result) ? "" : place.escape(String.valueOf(result));
        }
    }
}
