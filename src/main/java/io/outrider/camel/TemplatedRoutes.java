package io.outrider.camel;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.spi.RouteController;

/** Makes routes from route templates and properties: the {@code type} of each name, and the template's parameters. */
public final class TemplatedRoutes {

    private static final String TYPE = "type";

    private final CamelContext context;
    private final String kind;
    private final String properties;
    private final boolean started;

    /**
     * @param context that runs
     * @param kind what templates' ids end with: {@code source}, {@code sink} or {@code matched}
     * @param properties what stands before a name in properties, for example {@code outrider.source.}
     * @param started whether the routes are to be started
     */
    public TemplatedRoutes(CamelContext context, String kind, String properties, boolean started) {
        this.context = context;
        this.kind = kind;
        this.properties = properties;
        this.started = started;
    }

    /**
     * Adds the route {@code KIND-NAME}.
     *
     * @param given the properties below the name
     * @return what is wrong, if anything: with the properties, and then no route was added; or with the endpoint, and then the
     *     route is tried again
     */
    public Optional<String> add(String name, Map<String, String> given) {
        String prefix = properties + name + '.';
        String type = given.getOrDefault(TYPE, "");
        RouteTemplateDefinition template = ((ModelCamelContext) context).getRouteTemplateDefinition(type + '-' + kind);
        if (template == null) {
            return Optional.of(prefix + TYPE + ": expected one of " + types() + ", but found '" + type + "'");
        }
        Map<String, String> parameters = new TreeMap<>(given);
        parameters.remove(TYPE);
        Set<String> known = names(template);
        Set<String> unknown = new LinkedHashSet<>(parameters.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            return Optional.of(prefix + unknown.iterator().next() + ": expected one of " + known + " of the template "
                    + template.getId());
        }
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (!isResolvable(parameter.getValue())) {
                return Optional.of(prefix + parameter.getKey()
                        + ": expected between {{ and }} what Camel knows, such as {{env:NAME}}, but found something else;"
                        + " a value of its own cannot have two braces side by side");
            }
        }
        return add(prefix, name, template, parameters);
    }

    // Asked here and not when the route is made: Camel's message repeats the value, which may be a secret.
    private boolean isResolvable(String value) {
        if (value.contains("}}") && !value.contains("{{")) {
            return false;
        }
        try {
            context.resolvePropertyPlaceholders(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<String> add(
            String prefix, String name, RouteTemplateDefinition template, Map<String, String> parameters) {
        String routeId = kind + '-' + name;
        TemplatedRouteBuilder route = TemplatedRouteBuilder.builder(context, template.getId())
                .routeId(routeId)
                .parameter("name", name);
        parameters.forEach(route::parameter);
        try {
            route.add();
        } catch (RuntimeException e) {
            return Optional.of(prefix + "*: " + e.getMessage());
        }
        return superviseUntilStarted(prefix, routeId);
    }

    // A route that is added to a running context is tried once. Starting it again puts it into the care of the
    // supervising
    // controller, which then tries until its endpoint is there.
    private Optional<String> superviseUntilStarted(String prefix, String routeId) {
        RouteController controller = context.getRouteController();
        if (!started || controller.getRouteStatus(routeId).isStarted()) {
            return Optional.empty();
        }
        try {
            controller.startRoute(routeId);
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(prefix + "*: " + routeId + " could not start and is tried again: " + e.getMessage());
        }
    }

    /** What stands for a parameter that is not given; empty if the type has none of the name. */
    public Optional<String> byDefault(String type, String parameter) {
        RouteTemplateDefinition template = ((ModelCamelContext) context).getRouteTemplateDefinition(type + '-' + kind);
        return Optional.ofNullable(template).stream()
                .flatMap(definition -> definition.getTemplateParameters().stream())
                .filter(each -> each.getName().equals(parameter))
                .findFirst()
                .map(RouteTemplateParameterDefinition::getDefaultValue);
    }

    private static Set<String> names(RouteTemplateDefinition template) {
        return template.getTemplateParameters().stream()
                .map(RouteTemplateParameterDefinition::getName)
                .filter(parameter -> !parameter.equals("name"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<String> types() {
        return ((ModelCamelContext) context)
                .getRouteTemplateDefinitions().stream()
                        .map(RouteTemplateDefinition::getId)
                        .filter(id -> id.endsWith('-' + kind))
                        .map(id -> id.substring(0, id.length() - kind.length() - 1))
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
