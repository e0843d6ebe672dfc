using Hub.Formats;
using Hub.Formats.Csv;
using Hub.Formats.Elm.Out;
using Hub.Http;
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
using Hub.Submissions.Layout;
using Hub.Work;
using Hub.Workflows;
using Microsoft.Extensions.Options;

namespace Hub.Standalone.Hosting;

/// <summary>Joins a data folder to the use cases: its adapters as the ports, its queues to the router, and the data every hub carries.</summary>
static class QueueWorks
{
    public const string ColumnMapsFolder = "column-maps";

    public static IServiceCollection AddDataFolder(this IServiceCollection services, DataFolder folder)
    {
        services.AddSingleton(folder);
        services.AddSingleton<ITables>(folder.Tables);
        services.AddSingleton<IRemains>(folder.Remains);
        services.AddSingleton<IBlobs>(hub => new SealedBlobs(folder.Blobs, folder.Tables, hub.GetRequiredService<SubmissionSecrets>()));
        services.AddSingleton<IQueue>(folder.Queue);
        services.AddSingleton<IBacklog>(folder.Queue);
        services.AddSingleton<ISigner>(folder.Signer);
        services.AddSingleton<IKeyRing>(folder.KeyRing);
        services.AddSingleton<IUploadLinks>(folder.UploadLinks!);
        services.AddSingleton<IRulesets>(_ => Rulesets.LoadDefault());
        services.AddSingleton(_ => Vocabularies.LoadDefault());
        foreach (ICreditRecordForm form in CreditRecordForms.All) services.AddSingleton(form);
        foreach (ISubmissionFormat format in SubmissionFormats.All) services.AddSingleton(s => format.WithSchemas(s.GetService<IOptions<HubOptions>>()?.Value.SchemaFolder));
        services.AddSingleton<IReleaseTable, ReleaseCsv>();
        services.AddSingleton<IReleaseLoq, ReleaseLoq>();
        services.AddSingleton(hub => new WorkflowSet().AddRecognition(hub.GetRequiredService<CaseSteps>()));
        services.AddSingleton(hub => new ReplayWorkflows(hub.GetRequiredService<ITables>(), hub.GetRequiredService<WorkflowSet>(), new ReplayOptions(), hub.GetRequiredService<TimeProvider>(), hub.GetRequiredService<ILogger<ReplayWorkflows>>()));
        services.AddSingleton<IWorkflows>(hub => hub.GetRequiredService<ReplayWorkflows>());
        services.AddSingleton<ReplayLoop>();
        services.AddSingleton(_ => ColumnSynonyms.LoadDefault());
        string maps = Path.Combine(folder.Path, ColumnMapsFolder);
        services.AddSingleton(s => ColumnMaps.LoadDefault(Directory.Exists(maps) ? maps : null, [.. s.GetServices<IRecordKind>()]));
        return services;
    }

    public static QueueLoop Loop(DataFolder folder, WorkRouter router, ILogger<QueueLoop> logger)
    {
        QueueWork[] works = [.. Queues.All.Select(queue => new QueueWork(queue, (message, cancel) => router.HandleAsync(queue, message.Text, cancel), ParallelismOf(queue)))];
        QueueWork[] poison = [.. Queues.All.Select(queue => new QueueWork(Queues.PoisonOf(queue), (message, cancel) => router.HandlePoisonAsync(queue, message.Text, cancel)))];
        return new QueueLoop(folder.Queue, [.. works, .. poison], new QueueLoopOptions(), TimeProvider.System, logger);
    }

    /// <summary>Judging uses all cores, and one chunk more while another waits for the disk; the other steps mostly wait for the store.</summary>
    static int ParallelismOf(string queue) => queue switch
    {
        Queues.Judge => Environment.ProcessorCount + 1,
        Queues.Sequence or Queues.Release or Queues.TakeDown or Queues.Sweep or Queues.Audit or Queues.Checkpoint or Queues.Remains => 1,
        _ => 4,
    };
}
