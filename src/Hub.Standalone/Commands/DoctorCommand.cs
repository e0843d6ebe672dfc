using System.CommandLine;
using System.Net.Http.Headers;
using Hub.Standalone.Doctor;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;

namespace Hub.Standalone.Commands;

/// <summary><c>hub doctor</c>: looks at a data folder or a hub, and says what to do. It changes nothing.</summary>
static class DoctorCommand
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        Option<string?> data = Common.Data(), hub = Common.HubUrl(), key = Common.Key();
        Option<bool> json = Common.Json();
        var command = new Command("doctor", "Look at a data folder (also while it is served) or a hub, and say what to do. Exit code 0: all is well, 1: something is to be done, 2: cannot run.") { data, hub, key, json };
        command.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            if (parsed.GetValue(data) is { } folder)
                return Directory.Exists(folder) ? await ReportAsync(terminal, Of(Path.GetFullPath(folder), TimeProvider.System), cancel) : throw new NoDataFolderException(folder);
            if (parsed.GetValue(hub) is not { } url) return terminal.Fail(Common.NoTarget());
            if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
                return terminal.Fail(new Problem(ProblemKind.Invalid, "command.hub-invalid", "--hub must be an http or https address."));
            using var http = new HttpClient { BaseAddress = address, Timeout = Patience };
            if ((parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("HUB_KEY")) is { Length: > 0 } secret) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
            return await ReportAsync(terminal, [new HealthCheck(http, TimeProvider.System), new CertificateCheck(address, TimeProvider.System), new HubReleaseCheck(address), new HubWorkCheck(http)], cancel);
        }));
        return command;
    }

    static ICheck[] Of(string data, TimeProvider clock) =>
    [
        new FolderCheck(data), new DiskCheck(data), new DatabaseCheck(data), new KeyCheck(data, clock), new SettingsCheck(data, clock), new RulesCheck(data, clock),
        new QueueCheck(data, clock), new FeedCheck(data, clock), new ProcessCheck(data, clock), new CaseCheck(data, clock), new ReleaseCheck(data, clock),
    ];

    static async Task<int> ReportAsync(Terminal terminal, IReadOnlyList<ICheck> checks, CancellationToken cancel)
    {
        var answers = new List<CheckAnswer>();
        foreach (ICheck check in checks)
        {
            CheckAnswer answer = await RunAsync(check, cancel);
            terminal.Line($"{HubJson.NameOf(answer.Status),-4}  {answer.Name,-12}{answer.Found}");
            if (answer.Do is not null) terminal.Line($"      {"",-12}-> {answer.Do}");
            answers.Add(answer);
        }

        bool isWell = answers.TrueForAll(a => a.Status == CheckStatus.Ok);
        terminal.Result(new { ok = isWell, checks = answers });
        return isWell ? ExitCode.Ok : ExitCode.Rejected;
    }

    /// <summary>What can not be looked at is a finding like any other.</summary>
    static async Task<CheckAnswer> RunAsync(ICheck check, CancellationToken cancel)
    {
        try
        {
            return await check.RunAsync(cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            return check.Fail($"could not be looked at: {fault.Message}", "Mend what the checks above name first, then run this again.");
        }
    }
}
