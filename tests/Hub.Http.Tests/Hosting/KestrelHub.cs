using System.Security.Cryptography;
using Hub.Formats;
using Hub.Formats.Csv;
using Hub.Formats.Elm.Out;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.Sealing;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Releases;
using Hub.Rules;
using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Queues;
using Hub.Storage.Embedded.Workflows;
using Hub.Submissions;
using Hub.Submissions.Columns;
using Hub.Work;
using Hub.Workflows;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Http.Tests.Hosting;

/// <summary>A hub on a loopback port with the embedded adapters in a folder of its own, working on its queues.</summary>
public sealed class KestrelHub : IAsyncDisposable
{
    public const string Operator = "FI-OPERATOR";

    readonly string _path = Path.Combine(Path.GetTempPath(), $"hub-http-{Guid.NewGuid():N}");
    CancellationTokenSource _stop = new();
    readonly DataFolder _folder;
    readonly WebApplication _app;
    Task _work = Task.CompletedTask;

    KestrelHub(string secret, Dictionary<string, string?> settings, Action<IServiceCollection>? replace)
    {
        _folder = DataFolder.Open(_path, TimeProvider.System);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = settings.GetValueOrDefault("environment") });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings)
        {
            ["Hub:Operator"] = Operator,
            ["Hub:BootstrapKeySha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret))),
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        AddParts(builder.Services, _folder);
        replace?.Invoke(builder.Services);
        builder.Services.AddHub();
        _app = builder.Build();
        _app.UseHub();
    }

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    /// <param name="secret">Bootstrap secret of the registrar.</param>
    /// <param name="settings">Further configuration.</param>
    /// <param name="replace">Registers parts in front of the hub's own.</param>
    public static async Task<KestrelHub> StartAsync(string secret, Dictionary<string, string?>? settings = null, Action<IServiceCollection>? replace = null)
    {
        var hub = new KestrelHub(secret, settings ?? [], replace);
        await hub._app.StartAsync();
        hub.StartWork();
        return hub;
    }

    public void StartWork()
    {
        WorkRouter router = Services.GetRequiredService<WorkRouter>();
        QueueWork[] works = [.. Queues.All.Select(queue => new QueueWork(queue, (message, cancel) => router.HandleAsync(queue, message.Text, cancel)))];
        var loop = new QueueLoop(_folder.Queue, works, new QueueLoopOptions(), TimeProvider.System, NullLogger<QueueLoop>.Instance);
        _stop.Dispose();
        _stop = new CancellationTokenSource();
        CancellationToken stop = _stop.Token;
        ReplayLoop processes = Services.GetRequiredService<ReplayLoop>();
        _work = Task.WhenAll(Task.Run(() => loop.RunAsync(stop)), Task.Run(() => processes.RunAsync(stop)));
    }

    /// <summary>Nobody works on the queues from here on; requests are still answered.</summary>
    public async Task StopWorkAsync()
    {
        await _stop.CancelAsync();
        await _work;
    }

    public static void AddParts(IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton<ITables>(folder.Tables);
        services.AddSingleton<IBlobs>(hub => new SealedBlobs(folder.Blobs, folder.Tables, hub.GetRequiredService<SubmissionSecrets>()));
        services.AddSingleton<IRemains>(folder.Remains);
        services.AddSingleton<IKeyRing>(folder.KeyRing);
        services.AddSingleton<IQueue>(folder.Queue);
        services.AddSingleton<IBacklog>(folder.Queue);
        services.AddSingleton<ISigner>(folder.Signer);
        services.AddSingleton<IUploadLinks>(folder.UploadLinks!);
        foreach (ICreditRecordForm form in CreditRecordForms.All) services.AddSingleton(form);
        services.AddSingleton<IRulesets>(_ => Rulesets.LoadDefault());
        services.AddSingleton(_ => Vocabularies.LoadDefault());
        services.AddSingleton(_ => ColumnSynonyms.LoadDefault());
        services.AddSingleton(_ => ColumnMaps.LoadDefault(null));
        foreach (ISubmissionFormat format in SubmissionFormats.All) services.AddSingleton(format);
        services.AddSingleton<IReleaseTable, ReleaseCsv>();
        services.AddSingleton<IReleaseLoq, ReleaseLoq>();
        services.AddSingleton(hub => new WorkflowSet().AddRecognition(hub.GetRequiredService<CaseSteps>()));
        services.AddSingleton(hub => new ReplayWorkflows(folder.Tables, hub.GetRequiredService<WorkflowSet>(), new ReplayOptions(), hub.GetRequiredService<TimeProvider>(), hub.GetRequiredService<ILogger<ReplayWorkflows>>()));
        services.AddSingleton<IWorkflows>(hub => hub.GetRequiredService<ReplayWorkflows>());
        services.AddSingleton<ReplayLoop>();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await StopWorkAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
        _stop.Dispose();
        Directory.Delete(_path, recursive: true);
    }
}
