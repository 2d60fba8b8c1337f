package io.outrider.camel.template;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.deliver.Place;
import io.outrider.deliver.Template;
import io.outrider.deliver.Templates;
import io.quarkus.qute.Engine;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.SetSectionHelper;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.WhenSectionHelper;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Templates of Qute ("Qute Reference Guide", quarkus.io), in a part of the language that reads values and does nothing else: {@code
 * if}, {@code for}, {@code each}, {@code let}, {@code set}, {@code when} and {@code switch}; no reflection, no inclusion of other
 * files, no evaluation of a value as a template, and no way round the escaping, which is that of the template's {@link Place}.
 */
public final class QuteTemplates implements Templates {

    // Far above what anybody writes; a template is read into memory whole.
    private static final long MOST_BYTES = 256 * 1024;

    private final UnaryOperator<Path> files;
    private final Map<Place, Engine> engines = new EnumMap<>(Place.class);

    /** @param files where a file lies that the operator named */
    public QuteTemplates(UnaryOperator<Path> files) {
        this.files = files;
        ObjectMapper json = new ObjectMapper();
        for (Place place : Place.values()) {
            engines.put(place, engine(new Escaping(place), json));
        }
    }

    private static Engine engine(ResultMapper escaping, ObjectMapper json) {
        EngineBuilder engine = Engine.builder()
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
                        ValueResolvers.collectionResolver(),
                        ValueResolvers.listResolver(),
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
                        ValueResolvers.numberValueResolver(),
                        new TextResolver(json))
                .addResultMapper(escaping)
                // Findings leave out what has no value; names at the beginning are checked when a template is read.
                .strictRendering(false);
        return engine.build();
    }

    @Override
    public Template read(String file, Place place, Set<String> names) {
        return of(file, text(file, files.apply(Path.of(file))), place, names);
    }

    @Override
    public Template of(String name, String text, Place place, Set<String> names) {
        try {
            io.quarkus.qute.Template template = engines.get(place).parse(text, null, name);
            KnownNames.check(template, name, names);
            return new QuteTemplate(template, name);
        } catch (TemplateException e) {
            throw new IllegalArgumentException(QuteTemplate.problem(name, e), e);
        }
    }

    private static String text(String file, Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new IllegalArgumentException("expected a file, but found none at "
                        + path.toAbsolutePath().normalize());
            }
            if (Files.size(path) > MOST_BYTES) {
                throw new IllegalArgumentException(
                        file + ": expected at most " + MOST_BYTES + " bytes, but found " + Files.size(path));
            }
            return Files.readString(path);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": expected UTF-8, but found other bytes", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + ": expected a file that can be read, but found: " + e.getMessage(), e);
        }
    }
}
