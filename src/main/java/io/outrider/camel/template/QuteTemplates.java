package io.outrider.camel.template;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Templates of Qute ("Qute Reference Guide", quarkus.io), in a part of the language that reads values and does nothing else: {@code
 * if}, {@code for}, {@code each}, {@code let}, {@code set}, {@code when} and {@code switch}; no reflection, no inclusion of other
 * files, no evaluation of a value as a template, and no way round the escaping. In files that end in {@code .json} values are
 * escaped for a text of JSON.
 */
public final class QuteTemplates implements Templates {

    // Far above what anybody writes; a template is read into memory whole.
    private static final long MOST_BYTES = 256 * 1024;

    private final UnaryOperator<Path> places;
    private final Engine forJson;
    private final Engine forText;

    /** @param places where a file lies that the operator named */
    public QuteTemplates(UnaryOperator<Path> places) {
        this.places = places;
        ObjectMapper json = new ObjectMapper();
        forJson = engine(new JsonText(), json);
        forText = engine(new PlainText(), json);
    }

    private static Engine engine(ResultMapper escaping, ObjectMapper json) {
        EngineBuilder engine = Engine.builder()
                .addSectionHelpers(
                        new IfSectionHelper.Factory(),
                        new LoopSectionHelper.Factory(),
                        new SetSectionHelper.Factory(),
                        new WhenSectionHelper.Factory())
                .addValueResolvers(
                        ValueResolvers.mapResolver(),
                        ValueResolvers.mapperResolver(),
                        ValueResolvers.mapEntryResolver(),
                        ValueResolvers.collectionResolver(),
                        ValueResolvers.listResolver(),
                        ValueResolvers.thisResolver(),
                        ValueResolvers.orResolver(),
                        ValueResolvers.orEmpty(),
                        ValueResolvers.trueResolver(),
                        ValueResolvers.logicalAndResolver(),
                        ValueResolvers.logicalOrResolver(),
                        ValueResolvers.equalsResolver(),
                        new TextResolver(json))
                .addResultMapper(escaping)
                // A finding leaves out what has no value; names at the beginning are checked when a template is read.
                .strictRendering(false);
        return engine.build();
    }

    @Override
    public Template read(String file, Set<String> names) {
        Path path = places.apply(Path.of(file));
        String text = text(file, path);
        Engine engine = file.endsWith(".json") ? forJson : forText;
        try {
            io.quarkus.qute.Template template = engine.parse(text, null, file);
            KnownNames.check(template, file, names);
            return new QuteTemplate(template, file);
        } catch (TemplateException e) {
            throw new IllegalArgumentException(QuteTemplate.problem(file, e), e);
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
