package io.outrider.deliver;

import io.quarkus.bootstrap.resolver.maven.BootstrapMavenException;
import io.quarkus.bootstrap.resolver.maven.MavenArtifactResolver;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;

/**
 * The jars of OpenSearch's server, as a Maven repository or the local one has them. They are no dependencies of the project, for they
 * bring Lucene, Log4j, Jackson and Netty in versions of their own.
 *
 * @param server its class path
 * @param transport what its module transport-netty4 holds: HTTP, and what nodes say to each other
 */
record OpenSearchJars(List<Path> server, List<Path> transport) {

    /** @throws BootstrapMavenException if one of them is not to be had */
    static OpenSearchJars of(String version) throws BootstrapMavenException {
        MavenArtifactResolver resolver =
                MavenArtifactResolver.builder().setWorkspaceDiscovery(false).build();
        return new OpenSearchJars(
                // What it was resolved for comes with its optional dependencies; Log4j is one.
                resolved(
                        resolver,
                        "org.opensearch:opensearch:" + version,
                        "org.opensearch:opensearch-plugin-classloader:" + version),
                resolved(resolver, "org.opensearch.plugin:transport-netty4-client:" + version));
    }

    private static List<Path> resolved(MavenArtifactResolver resolver, String artifact, String... more)
            throws BootstrapMavenException {
        List<Dependency> others = Arrays.stream(more)
                .map(coordinates -> new Dependency(new DefaultArtifact(coordinates), "runtime"))
                .toList();
        return resolver.resolveDependencies(new DefaultArtifact(artifact), others).getArtifactResults().stream()
                .map(ArtifactResult::getArtifact)
                .map(found -> found.getFile().toPath())
                .toList();
    }
}
