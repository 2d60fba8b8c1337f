package io.outrider.deliver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real Request Tracker 5 of Debian's packages, in processes and a directory of its own, as the user that runs the tests. Its queue
 * {@code SOC} has the custom field {@code AlertID}, its queue {@code Bare} has none.
 */
public final class RequestTrackerServer implements AutoCloseable {

    private static final Path LIBRARY = Path.of("/usr/share/request-tracker5");
    private static final Path SERVER = LIBRARY.resolve("libexec/rt-server");
    private static final Path STANDALONE = LIBRARY.resolve("libexec/standalone_httpd");
    private static final Path SETUP = Path.of("/usr/sbin/rt-setup-database-5");

    // Database and server are up within five seconds on a quiet machine.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    // What an administrator does in RT's pages, by its own classes: queues, the field, two users and their tokens.
    private static final String PREPARE = """
            use strict;
            use warnings;
            use lib '/usr/share/request-tracker5/lib';
            use RT -init;
            use RT::AuthToken;

            sub must { my ($ok, $message) = @_; die "$message\\n" unless $ok; }

            my $system = RT->SystemUser;
            my %queues = map { my $queue = RT::Queue->new($system); must($queue->Create(Name => $_)); ($_ => $queue) } qw(SOC Bare);
            my $field = RT::CustomField->new($system);
            must($field->Create(Name => 'AlertID', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket'));
            must($field->AddToObject($queues{SOC}));

            my @rights = qw(SeeQueue ShowTicket ShowTicketComments CreateTicket CommentOnTicket ModifyTicket SeeCustomField);
            my %users = (outrider => [@rights, 'ModifyCustomField'], narrow => \\@rights);
            for my $name (sort keys %users) {
                my $user = RT::User->new($system);
                must($user->Create(Name => $name, EmailAddress => "$name\\@example.com", Privileged => 1));
                must($user->PrincipalObj->GrantRight(Object => $RT::System, Right => $_)) for @{ $users{$name} };
                my ($ok, $message, $token) = RT::AuthToken->new($system)->Create(Owner => $user->id, Description => 'synthetic');
                must($ok, $message);
                print "$token\\n";
            }
            """;

    private final Path directory;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String narrowToken;
    private final String token;
    private Process process;

    private RequestTrackerServer() throws IOException {
        directory = Files.createTempDirectory("outrider-rt");
        port = FreePort.find();
        for (String folder : List.of("site.d", "mason", "sessions")) {
            Files.createDirectory(directory.resolve(folder));
        }
        Files.writeString(directory.resolve("RT_SiteConfig.pm"), """
                Set($rtname, 'outrider.test');
                Set($Organization, 'outrider.test');
                Set($WebDomain, '127.0.0.1');
                Set($WebPort, %d);
                Set($WebPath, '');
                Set($DatabaseType, 'SQLite');
                Set($DatabaseName, '%2$s/rt.sqlite');
                Set($MasonDataDir, '%2$s/mason');
                Set($MasonSessionDir, '%2$s/sessions');
                Set($SendmailPath, '/bin/true');
                Set($LogToSyslog, undef);
                Set($LogToSTDERR, 'warning');
                1;
                """.formatted(port, directory));
        finish(SETUP.toString(), "--action", "init", "--skip-create", "--dba", "", "--dba-password", "");
        Path script = Files.writeString(directory.resolve("prepare.pl"), PREPARE);
        List<String> tokens = finish("perl", script.toString()).lines().toList();
        narrowToken = tokens.get(0);
        token = tokens.get(1);
        start();
    }

    /** A new server; the test is skipped, and says so, where there is none and {@code OUTRIDER_RT_REQUIRED} is not set. */
    public static RequestTrackerServer started() {
        boolean found = Stream.of(SERVER, STANDALONE, SETUP).allMatch(Files::exists);
        if (!found && System.getenv("OUTRIDER_RT_REQUIRED") != null) {
            throw new IllegalStateException("expected Request Tracker 5 in " + LIBRARY + ", but found none");
        }
        assumeTrue(
                found,
                "needs Request Tracker: apt-get install --no-install-recommends request-tracker5 rt5-db-sqlite rt5-standalone");
        try {
            return new RequestTrackerServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder command(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().put("HOME", directory.toString());
        builder.environment()
                .put("RT_SITE_CONFIG", directory.resolve("RT_SiteConfig.pm").toString());
        builder.environment()
                .put("RT_SITE_CONFIG_DIR", directory.resolve("site.d").toString());
        return builder;
    }

    private Path log() {
        return directory.resolve("log");
    }

    private String finish(String... command) throws IOException {
        Path out = directory.resolve("out");
        Process finished =
                command(command).redirectOutput(out.toFile()).start().onExit().join();
        if (finished.exitValue() != 0) {
            throw new IllegalStateException(Files.readString(out) + Files.readString(log()));
        }
        return Files.readString(out);
    }

    /** Starts it, and waits until it answers. */
    private void start() throws IOException {
        process = command(
                        "perl",
                        SERVER.toString(),
                        "--server",
                        "Standalone",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive() || answers());
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(log()));
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return send("/rt").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/REST/2.0" + path))
                .header("Authorization", "token " + token)
                .timeout(PATIENCE)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Of a user with all rights that the sink's page asks for. */
    public String token() {
        return token;
    }

    /** Of a user without the right to set the custom field. */
    public String narrowToken() {
        return narrowToken;
    }

    private JsonNode get(String path) {
        try {
            return new ObjectMapper().readTree(send(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Numbers of the tickets in a queue. */
    public List<String> tickets(String queue) {
        String query = URLEncoder.encode("Queue = '" + queue + "'", StandardCharsets.UTF_8);
        return get("/tickets?per_page=100&query=" + query).get("items").findValuesAsText("id");
    }

    public JsonNode ticket(String id) {
        return get("/ticket/" + id);
    }

    /** What was said in a ticket, oldest first: its description, and comments. */
    public List<String> texts(String id) {
        return get("/ticket/" + id + "/history?per_page=100&fields=Type").get("items").findParents("Type").stream()
                .filter(item ->
                        List.of("Create", "Comment").contains(item.get("Type").asText()))
                .map(item -> text(item.get("id").asText()))
                .toList();
    }

    private String text(String transaction) {
        String attachment = get("/transaction/" + transaction + "/attachments")
                .at("/items/0/id")
                .asText();
        String base64 = get("/attachment/" + attachment).get("Content").asText();
        return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    /** Ends it, and deletes what it kept. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
