using Hub.Http;
using Hub.Rules;
using Hub.Standalone.Commands;
using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Queues;
using Hub.Submissions;
using Hub.Work;
using Microsoft.Extensions.Logging.Console;

namespace Hub.Standalone.Hosting;

/// <summary>A hub on a data folder inside this process: the same use cases and queues as when it serves, without HTTP.</summary>
sealed class LocalHub : IAsyncDisposable
{
    /// <summary>Whoever can write the folder may do everything in it.</summary>
    public static readonly IReadOnlySet<Role> OperatorRoles = new HashSet<Role> { Role.Provider, Role.Registrar, Role.Publisher };

    readonly DataFolder _folder;
    readonly ServiceProvider _services;
    readonly CancellationTokenSource _stop = new();
    Task _work = Task.CompletedTask;

    LocalHub(DataFolder folder, ServiceProvider services) => (_folder, _services) = (folder, services);

    public string Path => _folder.Path;

    /// <summary>Where a blob lies in the file system.</summary>
    public string BlobPath(string name) => System.IO.Path.Combine(Path, "blobs", System.IO.Path.Combine(name.Split('/')));

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Opens a data folder, making it if there is none.</summary>
    /// <param name="clock">Time as the hub shall see it; null: as it is.</param>
    public static LocalHub Open(string path, TimeProvider? clock = null) => On(DataFolder.Open(path, clock ?? TimeProvider.System), clock ?? TimeProvider.System);

    /// <summary>Opens a data folder that is there: for commands that have nothing to do in an empty one.</summary>
    /// <exception cref="NoDataFolderException">There is none.</exception>
    public static LocalHub OpenExisting(string path) => On(DataFolder.OpenExisting(path, TimeProvider.System), TimeProvider.System);

    static LocalHub On(DataFolder folder, TimeProvider clock)
    {
        ServiceCollection services = [];
        services.AddSingleton(clock);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true));
        services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        services.AddSingleton(CommandLimits.Read());
        services.AddSingleton(CommandLimits.ReadKeeping());
        services.AddHubUseCases().AddDataFolder(folder);
        return new LocalHub(folder, services.BuildServiceProvider());
    }

    /// <summary>Starts the work queues; once started they go on.</summary>
    public void Start()
    {
        if (!_work.IsCompleted) return;
        QueueLoop loop = QueueWorks.Loop(_folder, Get<WorkRouter>(), Get<ILogger<QueueLoop>>());
        _work = Task.Run(() => loop.RunAsync(_stop.Token));
    }

    /// <summary>Names in logs who acts by a command on the folder.</summary>
    public const string Actor = "local";

    /// <summary>The caller that commands on the folder act as.</summary>
    public static Caller Operator(OrganisationId organisation) => new(Actor, organisation, OperatorRoles);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        await _services.DisposeAsync();
        _folder.Dispose();
        _stop.Dispose();
    }
}
