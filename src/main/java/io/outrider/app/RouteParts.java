package io.outrider.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.outrider.alert.OcsfFinding;
import io.outrider.camel.AppendLines;
import io.outrider.camel.BatchUnitOfWork;
import io.outrider.camel.CheckInput;
import io.outrider.camel.CloseAllWindows;
import io.outrider.camel.CloseDueWindows;
import io.outrider.camel.CloseWindow;
import io.outrider.camel.DeadLetters;
import io.outrider.camel.DescribeAlert;
import io.outrider.camel.DetectEvents;
import io.outrider.camel.EndFollowed;
import io.outrider.camel.EndInput;
import io.outrider.camel.FailureReason;
import io.outrider.camel.FindingLines;
import io.outrider.camel.FinishedFiles;
import io.outrider.camel.FollowFiles;
import io.outrider.camel.HoldInput;
import io.outrider.camel.KeepLetters;
import io.outrider.camel.MakeRoom;
import io.outrider.camel.MatchedLines;
import io.outrider.camel.MergeWindows;
import io.outrider.camel.NormalizeRecords;
import io.outrider.camel.OpenInput;
import io.outrider.camel.OpenInputs;
import io.outrider.camel.OpenStreams;
import io.outrider.camel.QueueAlerts;
import io.outrider.camel.ReadFiles;
import io.outrider.camel.RegularFiles;
import io.outrider.camel.RejectBatch;
import io.outrider.camel.RememberFollowed;
import io.outrider.camel.RenderMatched;
import io.outrider.camel.RetriedEvents;
import io.outrider.camel.SavePosition;
import io.outrider.camel.SetAsideOnce;
import io.outrider.camel.Sinks;
import io.outrider.camel.Statistics;
import io.outrider.camel.StopInputOnFailure;
import io.outrider.camel.Tick;
import io.outrider.camel.WindowRepository;
import io.outrider.camel.http.HttpSink;
import io.outrider.camel.http.OutboundClient;
import io.outrider.camel.kafka.CommitOffset;
import io.outrider.camel.kafka.KafkaClients;
import io.outrider.camel.kafka.MatchedMessages;
import io.outrider.camel.kafka.ReadMessages;
import io.outrider.camel.mail.EmailSink;
import io.outrider.camel.mail.SmtpClient;
import io.outrider.camel.syslog.Journalling;
import io.outrider.camel.syslog.RenderCef;
import io.outrider.camel.syslog.SyslogClient;
import io.outrider.camel.syslog.SyslogServer;
import io.outrider.camel.syslog.TellFailure;
import io.outrider.camel.template.QuteTemplates;
import io.outrider.cim.DataModels;
import io.outrider.deliver.EgressPolicy;
import io.outrider.deliver.Targets;
import io.outrider.deliver.Templates;
import io.outrider.detect.Backlog;
import io.outrider.detect.Detector;
import io.outrider.detect.StoreBound;
import io.outrider.detect.WindowGrouping;
import io.outrider.normalize.AuditJoiners;
import io.outrider.normalize.SourceMappings;
import io.outrider.outbox.Outbox;
import io.outrider.outbox.SinkWorkers;
import io.outrider.store.ReceiveJournal;
import io.outrider.store.StateConflictException;
import io.outrider.store.StoreException;
import io.outrider.store.StoreFullException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.processor.aggregate.AggregateController;
import org.apache.camel.processor.aggregate.DefaultAggregateController;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gives the engine's parts the names by which the routes know them, in the order in which an event meets them. Those whose
 * methods routes call by name are registered for native images, where such a call is reflection.
 */
@RegisterForReflection(
        targets = {
            FailureReason.class,
            FinishedFiles.class,
            WindowRepository.class,
            Sinks.class,
            DeadLetters.class,
            RetriedEvents.class,
            StateConflictException.class,
            StoreException.class,
            StoreFullException.class
        })
final class RouteParts {

    private static final long MEBIBYTE = 1024L * 1024;

    @Produces
    @Singleton
    @Named("failureReason")
    FailureReason failureReason() {
        return new FailureReason();
    }

    @Produces
    @Singleton
    @Named("finishedFiles")
    FinishedFiles finishedFiles(Clock clock) {
        return new FinishedFiles(clock);
    }

    @Produces
    @Singleton
    @Named("openInput")
    OpenInput openInput(WindowGrouping grouping, OpenInputs openInputs, ReadFiles readFiles, OutriderConfig config) {
        return new OpenInput(
                grouping,
                openInputs,
                readFiles,
                config.input().batchSize(),
                config.input().maxEventSize());
    }

    @Produces
    @Singleton
    ReadFiles readFiles(Clock clock) {
        return new ReadFiles(clock);
    }

    @Produces
    @Singleton
    @Named("followFiles")
    FollowFiles followFiles(WindowGrouping grouping, OpenInputs openInputs, Clock clock, OutriderConfig config) {
        return new FollowFiles(
                grouping,
                openInputs,
                clock,
                config.input().batchSize(),
                config.input().maxEventSize());
    }

    @Produces
    @Singleton
    @Named("rememberFollowed")
    RememberFollowed rememberFollowed() {
        return new RememberFollowed();
    }

    @Produces
    @Singleton
    @Named("endFollowed")
    EndFollowed endFollowed(OpenInputs openInputs) {
        return new EndFollowed(openInputs);
    }

    @Produces
    @Singleton
    OpenInputs openInputs() {
        return new OpenInputs();
    }

    @Produces
    @Singleton
    OpenStreams openStreams() {
        return new OpenStreams();
    }

    @Produces
    @Singleton
    @Named("syslogServer")
    SyslogServer syslogServer(
            WindowGrouping grouping,
            Statistics statistics,
            OpenStreams openStreams,
            Clock clock,
            ReceiveJournal journal,
            OutriderConfig config) {
        int mebibytes = config.store().journal().maxSize();
        if (mebibytes < 0) {
            throw new IllegalArgumentException(
                    "outrider.store.journal.max-size: expected 0 or more, but found " + mebibytes);
        }
        return new SyslogServer(
                grouping,
                statistics,
                openStreams,
                clock,
                config.input().batchSize(),
                mebibytes == 0 ? null : new Journalling(journal, mebibytes * MEBIBYTE));
    }

    @Produces
    @Singleton
    @Named("rejectBatch")
    RejectBatch rejectBatch() {
        return new RejectBatch();
    }

    @Produces
    @Singleton
    @Named("regularFiles")
    RegularFiles regularFiles(ReadFiles readFiles) {
        return new RegularFiles(readFiles);
    }

    @Produces
    @Singleton
    @Named("stopInputOnFailure")
    StopInputOnFailure stopInputOnFailure() {
        return new StopInputOnFailure();
    }

    @Produces
    @Singleton
    @Named("endInput")
    EndInput endInput(OpenInputs openInputs, AuditJoiners joiners) {
        return new EndInput(openInputs, joiners);
    }

    @Produces
    @Singleton
    @Named("checkInput")
    CheckInput checkInput() {
        return new CheckInput();
    }

    @Produces
    @Singleton
    @Named("kafkaClients")
    KafkaClients kafkaClients(WindowGrouping grouping, Backlog backlog) {
        return new KafkaClients(grouping, backlog);
    }

    @Produces
    @Singleton
    @Named("readMessages")
    ReadMessages readMessages(WindowGrouping grouping, OutriderConfig config) {
        return new ReadMessages(grouping, config.input().maxEventSize());
    }

    @Produces
    @Singleton
    @Named("commitOffset")
    CommitOffset commitOffset() {
        return new CommitOffset();
    }

    @Produces
    @Singleton
    @Named("normalizeRecords")
    NormalizeRecords normalizeRecords(
            Clock clock, Statistics statistics, SourceMappings mappings, DataModels models, AuditJoiners joiners) {
        return new NormalizeRecords(clock, statistics, mappings, models, joiners);
    }

    @Produces
    @Singleton
    AuditJoiners auditJoiners() {
        return new AuditJoiners();
    }

    @Produces
    @Singleton
    @Named("setAsideOnce")
    SetAsideOnce setAsideOnce() {
        return new SetAsideOnce();
    }

    @Produces
    @Singleton
    @Named("detectEvents")
    DetectEvents detectEvents(Detector detector) {
        return new DetectEvents(detector);
    }

    @Produces
    @Singleton
    @Named("renderMatched")
    RenderMatched renderMatched(DataModels models, SourceMappings mappings, OutriderConfig config) {
        CommonEventDocument documents = new CommonEventDocument(models, mappings, false);
        try {
            return new RenderMatched(
                    event -> documents.of(event, event.origin().source()),
                    new ObjectMapper(),
                    config.matched().raw(),
                    config.matched().maxSize());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("outrider.matched.max-size: " + e.getMessage());
        }
    }

    @Produces
    @Singleton
    @Named("matchedSinks")
    Sinks matchedSinks(OutriderConfig config) {
        return new Sinks(
                "matched",
                PartNames.of("outrider.matched.sinks", config.matched().sinks()).usable());
    }

    @Produces
    @Singleton
    @Named("matchedLines")
    MatchedLines matchedLines() {
        return new MatchedLines();
    }

    @Produces
    @Singleton
    @Named("matchedMessages")
    MatchedMessages matchedMessages() {
        return new MatchedMessages();
    }

    @Produces
    @Singleton
    @Named("tick")
    Tick tick() {
        return new Tick();
    }

    @Produces
    @Singleton
    @Named("batchUnitOfWork")
    BatchUnitOfWork batchUnitOfWork(WindowGrouping grouping, Statistics statistics) {
        return new BatchUnitOfWork(grouping, statistics);
    }

    @Produces
    @Singleton
    @Named("mergeWindows")
    MergeWindows mergeWindows(WindowGrouping grouping) {
        return new MergeWindows(grouping);
    }

    @Produces
    @Singleton
    @Named("windowRepository")
    WindowRepository windowRepository(WindowGrouping grouping) {
        return new WindowRepository(grouping);
    }

    @Produces
    @Singleton
    @Named("windowController")
    AggregateController windowController() {
        return new DefaultAggregateController();
    }

    /** Completed groups leave on the batch's own thread, inside its unit of work. */
    @Produces
    @Singleton
    @Named("sameThread")
    SynchronousExecutorService sameThread() {
        return new SynchronousExecutorService();
    }

    @Produces
    @Singleton
    @Named("closeWindow")
    CloseWindow closeWindow(WindowGrouping grouping) {
        return new CloseWindow(grouping);
    }

    @Produces
    @Singleton
    @Named("closeDueWindows")
    CloseDueWindows closeDueWindows(WindowGrouping grouping, @Named("windowController") AggregateController groups) {
        return new CloseDueWindows(grouping, groups);
    }

    @Produces
    @Singleton
    CloseAllWindows closeAllWindows(WindowGrouping grouping) {
        return new CloseAllWindows(grouping);
    }

    @Produces
    @Singleton
    @Named("makeRoom")
    MakeRoom makeRoom(WindowGrouping grouping, Stores stores, Clock clock) {
        return new MakeRoom(new StoreBound(grouping, stores.size()), grouping, clock);
    }

    @Produces
    @Singleton
    @Named("holdInput")
    HoldInput holdInput(MakeRoom room) {
        return new HoldInput(room);
    }

    @Produces
    @Singleton
    @Named("savePosition")
    SavePosition savePosition(WindowGrouping grouping) {
        return new SavePosition(grouping);
    }

    @Produces
    @Singleton
    @Named("queueAlerts")
    QueueAlerts queueAlerts(Outbox outbox, SinkWorkers workers, WindowGrouping grouping, Clock clock) {
        return new QueueAlerts(outbox, workers, grouping, clock);
    }

    @Produces
    @Singleton
    @Named("describeAlert")
    DescribeAlert describeAlert(OcsfFinding findings) {
        return new DescribeAlert(findings);
    }

    @Produces
    @Singleton
    @Named("findingLines")
    FindingLines findingLines() {
        return new FindingLines(new ObjectMapper());
    }

    @Produces
    @Singleton
    OutboundClient outboundClient(
            EgressPolicy policy, @ConfigProperty(name = "quarkus.application.version") String version) {
        return new OutboundClient(policy, "Outrider/" + version);
    }

    void close(@Disposes OutboundClient client) throws IOException {
        client.close();
    }

    @Produces
    @Singleton
    Templates templates() {
        return new QuteTemplates(file -> Home.resolve(List.of(file.toString())).get(0));
    }

    @Produces
    @Singleton
    Targets targets(Templates templates) {
        return new Targets(templates);
    }

    @Produces
    @Singleton
    @Named("httpSink")
    HttpSink httpSink(Targets targets, OutboundClient client, Clock clock, OutriderConfig config) {
        return new HttpSink(
                targets, client, new ObjectMapper(), clock, config.delivery().giveUpAfter());
    }

    @Produces
    @Singleton
    @Named("appendLines")
    AppendLines appendLines() {
        return new AppendLines();
    }

    @Produces
    @Singleton
    @Named("renderCef")
    RenderCef renderCef() {
        return new RenderCef();
    }

    @Produces
    @Singleton
    @Named("tellFailure")
    TellFailure tellFailure() {
        return new TellFailure();
    }

    @Produces
    @Singleton
    @Named("syslogClient")
    SyslogClient syslogClient(EgressPolicy policy) {
        return new SyslogClient(policy);
    }

    @Produces
    @Singleton
    SmtpClient smtpClient(EgressPolicy policy) {
        return new SmtpClient(policy);
    }

    void close(@Disposes SmtpClient client) {
        client.close();
    }

    @Produces
    @Singleton
    @Named("emailSink")
    EmailSink emailSink(SmtpClient client, Templates templates) {
        return new EmailSink(client, templates);
    }

    @Produces
    @Singleton
    @Named("deadLetters")
    DeadLetters deadLetters(Statistics statistics) {
        return new DeadLetters(new ObjectMapper(), statistics);
    }

    @Produces
    @Singleton
    @Named("keepLetters")
    KeepLetters keepLetters(Stores stores, DeadLetters documents, OutriderConfig config, Clock clock) {
        return new KeepLetters(
                stores.deadLetters(),
                documents,
                config.deadLetters().maxCount(),
                config.deadLetters().maxSize() * MEBIBYTE,
                clock);
    }

    @Produces
    @Singleton
    @Named("retriedEvents")
    RetriedEvents retriedEvents(
            Stores stores,
            WindowGrouping grouping,
            AuditJoiners joiners,
            SetAsideOnce setAsideOnce,
            OutriderConfig config) {
        return new RetriedEvents(
                stores.deadLetters(),
                grouping,
                joiners,
                setAsideOnce,
                config.input().maxEventSize(),
                route -> SourceRoutes.sourceOf(route, config.source()));
    }
}
