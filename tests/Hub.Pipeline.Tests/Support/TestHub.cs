using System.Text;
using System.Text.Json;
using Hub.Access;
using Hub.Agreements;
using Hub.Audit;
using Hub.Catalogue;
using Hub.Catalogue.Links;
using Hub.Catalogue.Standards;
using Hub.Esco;
using Hub.Feed;
using Hub.Formats;
using Hub.Formats.Csv;
using Hub.Formats.Elm.Out;
using Hub.Learners;
using Hub.Learners.Access;
using Hub.Learners.Achievements;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Reading;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Learners.Sealing;
using Hub.Notifications;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Ports;
using Hub.Records;
using Hub.Recognition.Cases;
using Hub.Releases;
using Hub.Releases.Gone;
using Hub.Releases.TakeDowns;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Rules.Governance;
using Hub.Rules.Previews;
using Hub.Storage.Embedded.Folders;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Submissions.Holds;
using Hub.Submissions.Layout;
using Hub.Submissions.Retention;
using Hub.Submissions.Rounds;
using Hub.Submissions.Uploads;
using Hub.Work;

namespace Hub.Pipeline.Tests.Support;

/// <summary>One process of a hub on a data folder: the use cases over the real adapters, with faults in between where asked.</summary>
public sealed class TestHub : IDisposable
{
    static readonly RuleSetup Shared = new();

    public static readonly OrganisationId School = OrganisationId.Parse("PT-ESCOLA");

    public static readonly OrganisationId Registry = OrganisationId.Parse("PT-REGISTO");

    readonly DataFolder _folder;

    TestHub(DataFolder folder, SettableClock clock, Faults faults, CsvLimits limits, Func<IQueue, IQueue>? queue, SubmissionLimits most, IRulesets? auditRules)
    {
        (_folder, Clock, Faults) = (folder, clock, faults);
        Tables = new FaultyTables(folder.Tables, faults);
        KeyRing = folder.KeyRing;
        Blobs = new SealedBlobs(new FaultyBlobs(folder.Blobs, faults), Tables, new SubmissionSecrets(Tables, KeyRing));
        Queue = new FaultyQueue(queue?.Invoke(folder.Queue) ?? folder.Queue, faults);
        Kinds = RecordKinds.Default;
        Prepare = new PrepareBody([.. SubmissionFormats.All.Where(f => f is not CsvFormat), new CsvFormat(limits)], Shared.Synonyms, Shared.Maps, most);
        Records = new RecordTable(Tables);
        Learners = new LearnerStore(Tables, KeyRing, Queue);
        LearnerRecords = new LearnerRecords(Tables, Records, Learners, Queue);
        Writer = new RecordWriter(Records, LearnerRecords, Agreements = new AgreementRecords(Tables, Records, Learners, Queue), Sinks());
        Organisations = new OrganisationRegister(Records);
        Submissions = new SubmissionStore(Tables);
        var admit = new AdmitSubmission(Kinds, Organisations);
        Receive = new ReceiveSubmissionHandler(Tables, Blobs, Queue, admit, Submissions, clock);
        var rules = new RulesInForce(Shared.Rulesets, new AdoptionStore(Tables), clock);
        Adopt = new AdoptRulesetHandler(Shared.Rulesets, new AdoptionStore(Tables), rules, Queue, clock);
        Access = new LearnerAccessScene(this, rules);
        Erase = Access.Erase;
        Merge = new MergeLearnersHandler(Learners, Access.Subjects, clock);
        ReadLearner = Access.Read;
        Preview = new PreviewRulesHandler(Tables, Organisations, rules, Kinds, Shared.Vocabularies, clock);
        Esco = new EscoReference(Blobs, clock);
        var judge = new RecordJudge(Tables, Organisations, Esco, rules, Shared.Vocabularies, clock);
        var numbers = new SubmissionNumbers(Tables, clock);
        StartUpload = new StartUploadHandler(Tables, Queue, folder.UploadLinks!, admit, Submissions, clock);
        ConfirmUpload = new ConfirmUploadHandler(Tables, Blobs, Queue, Kinds, Submissions, clock);
        Put = new PutRecordHandler(Queue, Writer, Kinds, judge, numbers, clock);
        Batch = new ApplyBatchHandler(Blobs, Queue, Writer, Kinds, judge, new HeldRecords(Receive), Organisations, numbers, clock);
        Withdraw = new WithdrawEntryHandler(Queue, Records, Kinds, numbers, clock);
        Sequencer = new Sequencer(Tables, clock);
        Feed = new FeedReader(Tables);
        Links = new LinkIndex(Tables, Feed);
        Linked = new LinkedEntries(Tables, Links);
        CreditRecords = new ReadCreditRecordHandler(ReadLearner, [], new CatalogueNodes(Tables, Links), Records, rules, clock);
        (Shares, Releases) = (Access.Shares, new ReleaseStore(Tables));
        OpenShare = new OpenSharedRecordHandler(new RecordShares(Tables, Queue, clock), CreditRecords);
        Wholes = new WholeApplies(Tables, Submissions);
        Cut = CutOver(Tables, Blobs);
        TakeDown = new OrderTakeDownHandler(Queue, Records, Kinds, new TakeDownStore(Tables), CarryOutOver(Tables, Blobs, Queue), clock);
        Check = new CheckFileHandler(Kinds, Prepare, Shared.Rulesets, Shared.Vocabularies);
        Keys = new ApiKeys(Tables, clock);
        Holds = new HoldStore(Tables);
        Competences = new Competences(rules, Records, clock);
        Standards = new RecordStandardStepHandler(Records, new StandardStore(Tables), StandardLifeCycle.LoadDefault(), Competences, Queue, clock);
        Decide = new DecideHoldHandler(Holds, Submissions, Competences, Queue, clock);
        Confirm = new ConfirmSubmissionHandler(Tables, Queue, Kinds, Submissions, clock);
        var end = new EndSubmission(Tables, Queue, Submissions, Holds, Wholes, clock);
        var finish = new FinishSubmission(Tables, Blobs, folder.Signer, Prepare, new NoteHolds(Holds, Kinds, clock), Holds, end, clock);
        var rounds = new OpenRound(Tables, Queue, Submissions, Holds);
        Correct = new ReceiveCorrectionHandler(Tables, Blobs, Kinds, Organisations, Submissions, Prepare, rounds, clock);
        Trail = new AuditTrail(Tables, Queue, clock);
        Log = new AuditLog(Tables, Queue);
        Audit = new AuditReader(Tables, folder.Signer, new HubOperator(Registry), clock);
        AuditRules = new RulesInForce(auditRules ?? Shared.Rulesets, new AdoptionStore(Tables), clock);
        Checkpoint = new CheckpointAudit(Tables, folder.Signer, Kinds, Log, Audit, new PruneAudit(Tables, Organisations, AuditRules, clock), clock);
        Router = new WorkRouter(
            new SplitSubmissionHandler(Blobs, Queue, Kinds, Submissions, Organisations, Prepare, Esco, new SplitCorrection(Blobs, Queue, Kinds, Submissions, Organisations, Prepare, end), end),
            new JudgeChunkHandler(Tables, Blobs, Queue, Writer, Kinds, Submissions, Organisations, Prepare, Esco, rules, Shared.Vocabularies),
            new ApplySubmissionHandler(Tables, Blobs, Queue, Writer, Kinds, Submissions, new ReplaceEntries(Tables, Blobs, Queue, Records, Kinds, clock), Holds, Wholes, finish, end, clock),
            new ExpireUpload(Blobs, Queue, Submissions, end, clock),
            rounds,
            new SweepSubmissions(Tables, Blobs, Queue, Submissions, Holds, Organisations, rules, new KeepingTimes(), clock),
            new SweepLearnerAccess(Tables, clock),
            new DeskSessions(Tables, Keys, clock),
            new FailSubmission(Submissions, end),
            Failed = new FailedWorks(Tables, Queue, new HubOperator(Registry), clock),
            Sequencer,
            Links,
            Cut,
            CarryOutOver(Tables, Blobs, Queue),
            Log,
            Checkpoint,
            new DeliverNotice(Tables, Queue, new NoticeRecipients(new CaseStore(Tables, clock), new LearnerTexts(Learners), new NoContacts()), new NoMail(), new NoticeSender("Hub", null)),
            new ClearRemains(folder.Remains, Queue),
            (Cases = new CaseDesk(this, rules)).Wake,
            Cases.Reopen);
    }

    /// <summary>Looked at when they are asked: what rows of a kind become needs the rest of the hub.</summary>
    IEnumerable<IRowSink> Sinks()
    {
        yield return Cases.Requests;
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Chunks of four rows, so that a small file has many.</summary>
    public static CsvLimits SmallChunks { get; } = CsvLimits.Default with { ChunkRows = 4 };

    public static Rulesets Rulesets => Shared.Rulesets;

    public static Vocabularies Vocabularies => Shared.Vocabularies;

    public SettableClock Clock { get; }

    public Faults Faults { get; }

    public string DataFolder => _folder.Path;

    /// <summary>Transactions of the store so far: where it has not grown, nothing has changed but blobs.</summary>
    public long Transactions => _folder.Transactions;

    public ITables Tables { get; }

    public IBlobs Blobs { get; }

    public IQueue Queue { get; }

    public ISigner Signer => _folder.Signer;

    public IKeyRing KeyRing { get; }

    public RotateWrappingKey RotateKeys => new(Tables, new FaultyKeyRing(_folder.KeyRing, Faults), BackupReads ? new HeldRemains() : _folder.Remains, Queue, Clock);

    /// <summary>Whether logs of databases can not be emptied.</summary>
    public bool BackupReads { get; set; }

    public LearnerStore Learners { get; }

    public CaseDesk Cases { get; private set; }

    public LearnerRecords LearnerRecords { get; }

    /// <summary>How learners get to their own data.</summary>
    public LearnerAccessScene Access { get; }

    public AgreementRecords Agreements { get; }

    public RecordWriter Writer { get; }

    public EraseLearnerHandler Erase { get; }

    public ReadCreditRecordHandler CreditRecords { get; }

    public ShareRecordHandler Shares { get; }

    public OpenSharedRecordHandler OpenShare { get; }

    public MergeLearnersHandler Merge { get; }

    public ReadAchievementsHandler ReadLearner { get; }

    public RecordKinds Kinds { get; }

    public PrepareBody Prepare { get; }

    public RecordTable Records { get; }

    public OrganisationRegister Organisations { get; }

    public SubmissionStore Submissions { get; }

    public ReceiveSubmissionHandler Receive { get; }

    public StartUploadHandler StartUpload { get; }

    public ConfirmUploadHandler ConfirmUpload { get; }

    public PutRecordHandler Put { get; }

    public ApplyBatchHandler Batch { get; }

    public WithdrawEntryHandler Withdraw { get; }

    public EscoReference Esco { get; }

    public Sequencer Sequencer { get; }

    public FeedReader Feed { get; }

    public LinkIndex Links { get; }

    public LinkedEntries Linked { get; }

    public ReleaseStore Releases { get; }

    public CutReleaseHandler Cut { get; }

    public OrderTakeDownHandler TakeDown { get; }

    /// <summary>How long releases are kept; read at every cut by who was made after it was set.</summary>
    public ReleaseKeeping Keeping { get; set; } = new();

    public CheckFileHandler Check { get; }

    public ApiKeys Keys { get; }

    public WorkRouter Router { get; }

    public FailedWorks Failed { get; }

    public AuditTrail Trail { get; }

    public AuditLog Log { get; }

    public AuditReader Audit { get; }

    public RulesInForce AuditRules { get; }

    public CheckpointAudit Checkpoint { get; }

    public WholeApplies Wholes { get; }

    public HoldStore Holds { get; }

    public Competences Competences { get; }

    public RecordStandardStepHandler Standards { get; }

    public AdoptRulesetHandler Adopt { get; }

    public PreviewRulesHandler Preview { get; }

    public DecideHoldHandler Decide { get; }

    public ConfirmSubmissionHandler Confirm { get; }

    public ReceiveCorrectionHandler Correct { get; }

    /// <summary>Another process's cut, with faults of its own.</summary>
    public CutReleaseHandler CutOver(Faults faults)
    {
        return CutOver(new FaultyTables(_folder.Tables, faults), new FaultyBlobs(_folder.Blobs, faults));
    }

    /// <summary>Another process's publisher, with faults of its own.</summary>
    public OrderTakeDownHandler TakeDownOver(Faults faults)
    {
        var tables = new FaultyTables(_folder.Tables, faults);
        var queue = new FaultyQueue(_folder.Queue, faults);
        return new OrderTakeDownHandler(queue, new RecordTable(tables), Kinds, new TakeDownStore(tables), CarryOutOver(tables, new FaultyBlobs(_folder.Blobs, faults), queue), Clock);
    }

    CarryOutTakeDown CarryOutOver(ITables tables, IBlobs blobs, IQueue queue)
    {
        (var feed, var takeDowns, var records) = (new FeedReader(tables), new TakeDownStore(tables), new RecordTable(tables));
        var files = new WithdrawReleaseFiles(blobs, records, Kinds, feed, new ReleaseStore(tables), takeDowns, new GoneFileStore(tables, blobs));
        return new CarryOutTakeDown(queue, records, Kinds, new Sequencer(tables, Clock), feed, takeDowns, files, Clock);
    }

    CutReleaseHandler CutOver(ITables tables, IBlobs blobs)
    {
        (var feed, var releases, var gone) = (new FeedReader(tables), new ReleaseStore(tables), new GoneFileStore(tables, blobs));
        var withdraw = new WithdrawReleaseFiles(blobs, new RecordTable(tables), Kinds, feed, releases, new TakeDownStore(tables), gone);
        var files = new ReleaseFiles(tables, blobs, feed, Kinds, new ReleaseForms(new ReleaseCsv(), new ReleaseLoq(Shared.Vocabularies)), Shared.Vocabularies, site: new OnePageSite());
        return new CutReleaseHandler(files, new ReleaseSwitch(blobs, Signer, releases, gone), releases, new Sequencer(tables, Clock), feed, Kinds, new WholeApplies(tables, new SubmissionStore(tables)), withdraw, new TidyReleases(blobs, releases, gone, Keeping, Clock), Clock);
    }

    public static TestHub Open(TemporaryFolder folder, SettableClock? clock = null, Faults? faults = null, CsvLimits? limits = null, Func<IQueue, IQueue>? queue = null, SubmissionLimits? most = null, IRulesets? auditRules = null)
    {
        clock ??= new SettableClock();
        return new TestHub(Storage.Embedded.Folders.DataFolder.Open(folder.Path, clock), clock, faults ?? new Faults(), limits ?? CsvLimits.Default, queue, most ?? new SubmissionLimits(), auditRules);
    }

    /// <summary>A folder in which the school and the registry are registered, and told in the feed.</summary>
    public static async Task<TestHub> OpenWithSchoolAsync(TemporaryFolder folder, CsvLimits? limits = null, SubmissionLimits? most = null)
    {
        TestHub hub = Open(folder, limits: limits, most: most);
        await hub.RegisterAsync(Registry.Value, "PT");
        await hub.RegisterAsync(School.Value, "PT");
        await hub.PumpAsync();
        return hub;
    }

    public static Caller CallerOf(OrganisationId organisation) => new("test-key", organisation, new HashSet<Role> { Role.Provider });

    public static Caller Publisher { get; } = new("publisher-key", Registry, new HashSet<Role> { Role.Publisher });

    public static Caller Registrar { get; } = new("registrar-key", Registry, new HashSet<Role> { Role.Provider, Role.Registrar });

    public async Task RegisterAsync(string id, string country, string? sectors = null, string? identifiers = null)
    {
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(new { legalName = new { en = id }, country, sectors, identifiers }, HubJson.Options));
        Result<PutRecordResult> put = await Put.HandleAsync(Registrar, new PutRecordCommand(OrganisationKind.KindName, id, json.RootElement, null), Cancel);
        Assert.Null(put.Problem);
    }

    public Task<Result<Submission>> TrySendAsync(byte[] body, string mode = "merge", string? key = null, string kind = CatalogueKind.KindName, Caller? caller = null) =>
        Receive.HandleAsync(caller ?? CallerOf(School), new ReceiveSubmissionCommand((caller ?? CallerOf(School)).Organisation, kind, mode, new MemoryStream(body), key, FileName: "file"), Cancel);

    public async Task<Submission> SendAsync(string body, string mode = "merge", string? key = null, string kind = CatalogueKind.KindName, Caller? caller = null)
    {
        Result<Submission> sent = await TrySendAsync(Encoding.UTF8.GetBytes(body), mode, key, kind, caller);
        Assert.Null(sent.Problem);
        return sent.Value;
    }

    /// <summary>Sends, works until nothing is left to do, and gives the submission as it then is.</summary>
    public async Task<Submission> SubmitAsync(string body, string mode = "merge", string kind = CatalogueKind.KindName, Caller? caller = null)
    {
        Submission sent = await SendAsync(body, mode, null, kind, caller);
        await PumpAsync();
        return await ReadAsync(sent.Id);
    }

    public async Task<Submission> ReadAsync(SubmissionId id) => (await Submissions.FindAsync(id, Cancel))!.Value.Submission;

    public Task PumpAsync() => new Pump(this).RunAsync();

    public async Task<byte[]?> BlobAsync(string name)
    {
        await using Stream? stream = await Blobs.OpenReadAsync(name, 0, null, Cancel);
        if (stream is null) return null;
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Cancel);
        return bytes.ToArray();
    }

    public async Task<string> FindingsAsync(Submission submission) => Encoding.UTF8.GetString((await BlobAsync(SubmissionKeys.FindingsBlob(submission.Id, submission.Done ?? 0)))!);

    public async Task<IReadOnlyList<FeedChange>> ChangesAsync(long after = 0) => await Feed.ReadAsync(after, long.MaxValue, Cancel).ToListAsync(Cancel);

    /// <summary>Current records of a table with their stamps, hidden ones included, by id.</summary>
    public async Task<SortedDictionary<string, StoredRecord>> RecordsAsync(string table = "entries")
    {
        var records = new SortedDictionary<string, StoredRecord>(StringComparer.Ordinal);
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
            foreach (TableRow row in await RowsAsync(table, RecordKeys.Partition(partition)))
                if (row.Row[0] != '!' && !RecordKeys.IsVersion(row.Row)) records.Add(RecordKeys.IdOf(row.Row), StoredRecord.From(row));
        return records;
    }

    public async Task<List<TableRow>> RowsAsync(string table, string partition)
    {
        var all = new List<TableRow>();
        for (string from = " "; ;)
        {
            IReadOnlyList<TableRow> rows = await Tables.ScanAsync(table, partition, from, null, TableLimits.MaxPage, Cancel);
            all.AddRange(rows);
            if (rows.Count < TableLimits.MaxPage) return all;
            from = RowRange.After(rows[^1].Row);
        }
    }

    public void Dispose() => _folder.Dispose();

    sealed class RuleSetup
    {
        public Rulesets Rulesets { get; } = Rulesets.LoadDefault();

        public Vocabularies Vocabularies { get; } = Vocabularies.LoadDefault();

        public ColumnSynonyms Synonyms { get; } = ColumnSynonyms.LoadDefault();

        public IReadOnlyList<ColumnMap> Maps { get; } = ColumnMaps.LoadDefault(null);
    }
}

sealed class NoContacts : IContacts
{
    public Contact? Find(string organisation) => null;
}

sealed class NoMail : INotifier
{
    public Task<Delivery> NotifyAsync(Notification notification, CancellationToken cancel) => Task.FromResult(Delivery.Sent);
}
