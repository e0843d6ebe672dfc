using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Formats;
using Hub.Formats.Csv;
using Hub.Formats.Elm.Out;
using Hub.Http;
using Hub.Learners.Sealing;
using Hub.Organisations;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Records;
using Hub.Releases;
using Hub.Rules;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Keys;
using Hub.Storage.Embedded.Workflows;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Work;
using Hub.Workflows;
using Hub.Workflows.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.Azure.Tests.Costs;

/// <summary>
/// A hub on a storage account, with the parts that the host in the cloud has, and a counter under its clients. What drives processes of
/// recognition keeps its own rows in memory: in the cloud they are those of Durable Functions, which count their own.
/// </summary>
public sealed class MeasuredHub : IAsyncDisposable
{
    static readonly TimeSpan Visibility = TimeSpan.FromMinutes(10);

    readonly RequestCounter _counter = new();
    readonly SettingSigner _key;
    readonly CountedSigner _signer;
    readonly OwnQueue _queue;
    readonly ServiceProvider _services;
    long _messages, _feed;

    public MeasuredHub(string connection)
    {
        string name = "c" + Guid.NewGuid().ToString("n")[..12];
        var storage = new AzureStorage(new AzureStorageOptions { ConnectionString = connection, Container = name, TablePrefix = name, Configure = _counter.Under });
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _key = new SettingSigner(key.ExportPkcs8PrivateKeyPem(), null);
        _signer = new CountedSigner(_key);
        _queue = new OwnQueue(storage.Queue, name + "-");
        _services = Compose(storage, _queue, _signer).BuildServiceProvider();
    }

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Does something, then all work that comes of it, and tells what it took.</summary>
    public async Task<CostLine> MeasureAsync(string what, Func<Task> act)
    {
        (long tables, long feed, long writes, long reads, long messages, long signatures) = (_counter.Tables, _feed, _counter.BlobWrites, _counter.BlobReads, _messages, _signer.Signatures);
        await act();
        await WorkAsync();
        feed = _feed - feed;
        return new CostLine(what, _counter.Tables - tables - feed, feed, _counter.BlobWrites - writes, _counter.BlobReads - reads, _messages - messages, _signer.Signatures - signatures);
    }

    public Task SendAsync(string queue, string message) => _queue.SendAsync(queue, message, TimeSpan.Zero, Cancel);

    public async Task<Submission> SubmitAsync(string kind, string organisation, string csv)
    {
        var caller = new Caller("key", OrganisationId.Parse(organisation), new HashSet<Role> { Role.Provider, Role.Registrar });
        Result<Submission> received = await Get<ReceiveSubmissionHandler>().HandleAsync(caller, new ReceiveSubmissionCommand(caller.Organisation, kind, "merge", new MemoryStream(Encoding.UTF8.GetBytes(csv)), FileName: "file.csv"), Cancel);
        Assert.Null(received.Problem);
        return received.Value;
    }

    /// <summary>Registers the body that sends the register.</summary>
    public async Task RegisterAsync(string organisation)
    {
        var caller = new Caller("key", OrganisationId.Parse(organisation), new HashSet<Role> { Role.Provider, Role.Registrar });
        JsonElement json = JsonElement.Parse("""{"legalName":{"en":"A registry"},"country":"PT"}""");
        Assert.Null((await Get<PutRecordHandler>().HandleAsync(caller, new PutRecordCommand(OrganisationKind.KindName, organisation, json, null), Cancel)).Problem);
    }

    /// <summary>How a submission ended.</summary>
    public async Task<SubmissionTotals> TotalsAsync(Submission submission)
    {
        (Submission found, _) = (await Get<SubmissionStore>().FindAsync(submission.Id, Cancel))!.Value;
        Assert.Equal(SubmissionStatus.Finished, found.Status);
        return found.Totals!;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _key.Dispose();
    }

    /// <summary>All messages until none is left; those that insure others come when these are done, as they do in time.</summary>
    async Task WorkAsync()
    {
        do
        {
            do await Get<ReplayLoop>().AdvanceDueAsync(Cancel);
            while (await WorkOnceAsync());
        }
        while (await _queue.SendLateAsync(Cancel));
    }

    async Task<bool> WorkOnceAsync()
    {
        bool worked = false;
        foreach (string queue in Queues.All)
        {
            foreach (QueueMessage message in await AsHostAsync(() => _queue.ReceiveAsync(queue, 32, Visibility, Cancel)))
            {
                worked = true;
                await WorkAsync(queue, message);
            }
        }

        return worked;
    }

    async Task WorkAsync(string queue, QueueMessage message)
    {
        long before = _counter.Tables;
        try
        {
            await Get<WorkRouter>().HandleAsync(queue, message.Text, Cancel);
        }
        catch (RetryLaterException later)
        {
            await _queue.SendAsync(queue, message.Text, later.Delay, Cancel);
        }

        _messages++;
        if (queue == Queues.Sequence) _feed += _counter.Tables - before;
        Assert.True(await AsHostAsync(() => _queue.CompleteAsync(queue, message, Cancel)));
    }

    /// <summary>Takes and deletes messages, as the triggers of the host do.</summary>
    async Task<T> AsHostAsync<T>(Func<Task<T>> act)
    {
        _counter.IsPaused = true;
        try
        {
            return await act();
        }
        finally
        {
            _counter.IsPaused = false;
        }
    }

    static ServiceCollection Compose(AzureStorage storage, IQueue queue, ISigner signer)
    {
        ServiceCollection services = [];
        var processes = new MemoryTables();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new SettableClock());
        services.AddSingleton(storage.Tables);
        services.AddSingleton(storage.Remains);
        services.AddSingleton<IBlobs>(hub => new SealedBlobs(storage.Blobs, storage.Tables, hub.GetRequiredService<SubmissionSecrets>()));
        services.AddSingleton(queue);
        services.AddSingleton(storage.Backlog);
        services.AddSingleton(storage.UploadLinks);
        services.AddSingleton(signer);
        services.AddSingleton<IKeyRing>(new SettingKeyRing(Secret(1), $"w:{Secret(2)}"));
        services.AddSingleton<IRulesets>(_ => Rulesets.LoadDefault());
        services.AddSingleton(_ => Vocabularies.LoadDefault());
        services.AddSingleton(_ => ColumnSynonyms.LoadDefault());
        services.AddSingleton(_ => ColumnMaps.LoadDefault(null));
        foreach (ISubmissionFormat format in SubmissionFormats.All) services.AddSingleton(format);
        services.AddSingleton<IReleaseTable, ReleaseCsv>();
        services.AddSingleton<IReleaseLoq, ReleaseLoq>();
        services.AddSingleton(hub => new WorkflowSet().AddRecognition(hub.GetRequiredService<CaseSteps>()));
        services.AddSingleton(hub => new ReplayWorkflows(processes, hub.GetRequiredService<WorkflowSet>(), new ReplayOptions(), hub.GetRequiredService<TimeProvider>(), NullLogger<ReplayWorkflows>.Instance));
        services.AddSingleton<IWorkflows>(hub => hub.GetRequiredService<ReplayWorkflows>());
        services.AddSingleton(hub => new ReplayLoop(hub.GetRequiredService<ReplayWorkflows>(), processes, NullLogger<ReplayLoop>.Instance));
        services.AddHubUseCases();
        return services;
    }

    /// <summary>The same each time, since partitions of learners follow from it.</summary>
    static string Secret(byte fill) => Convert.ToBase64String([.. Enumerable.Repeat(fill, 32)]);
}
