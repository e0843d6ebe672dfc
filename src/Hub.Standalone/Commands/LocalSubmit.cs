using System.Text.Json;
using Hub.Feed;
using Hub.Organisations;
using Hub.Ports;
using Hub.Records;
using Hub.Standalone.Hosting;
using Hub.Submissions;
using Hub.Submissions.Layout;
using Hub.Submissions.Rounds;
using Spectre.Console;

namespace Hub.Standalone.Commands;

/// <summary>Submits into a data folder of this machine, inside this process.</summary>
sealed class LocalSubmit(Terminal terminal, LocalHub hub, OrganisationId organisation) : ISubmitTarget
{
    static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(40);

    readonly Caller _caller = LocalHub.Operator(organisation);

    public static async Task<Result<Submission>> RunAsync(Terminal terminal, LocalHub hub, SubmitRequest request, CancellationToken cancel) =>
        await new LocalSubmit(terminal, hub, request.Organisation ?? throw new ArgumentException("On a data folder the organisation must be named.", nameof(request))).SendAsync(request, cancel);

    public async Task<Result<Submission>> SendAsync(SubmitRequest request, CancellationToken cancel)
    {
        Task rehearsal = Task.Run(() => RehearseAsync(request, cancel), cancel);
        try
        {
            return await EndAsync(await ReceiveAsync(request, cancel), cancel);
        }
        finally
        {
            await rehearsal;
        }
    }

    async Task<Result<Submission>> ReceiveAsync(SubmitRequest request, CancellationToken cancel)
    {
        if (await EnsureOrganisationAsync(terminal, hub, organisation, cancel) is { } unknown) return unknown;
        hub.Start();
        await using FileStream body = Open(request.Path);
        var command = new ReceiveSubmissionCommand(organisation, request.Kind, request.Mode, body, FileName: Path.GetFileName(request.Path), MapName: request.Map);
        return await hub.Get<ReceiveSubmissionHandler>().HandleAsync(_caller, command, cancel);
    }

    /// <summary>Beside the file's coming in, which leaves a processor free.</summary>
    async Task RehearseAsync(SubmitRequest request, CancellationToken cancel)
    {
        if (new FileInfo(request.Path) is not { Exists: true, Length: > 0 }) return;        // a pipe has no length: what is read of it here would be missing there
        await using FileStream file = Open(request.Path);
        await hub.Get<RehearseSubmission>().HandleAsync(file, request.Kind, organisation, request.Map, Path.GetFileName(request.Path), cancel);
    }

    public async Task<Result<Submission>> ConfirmAsync(SubmissionId id, CancellationToken cancel) =>
        await EndAsync(await hub.Get<ConfirmSubmissionHandler>().HandleAsync(_caller, id, cancel), cancel);

    public async Task<Result<Submission>> CorrectAsync(SubmissionId id, string path, CancellationToken cancel)
    {
        await using FileStream body = Open(path);
        return await EndAsync(await hub.Get<ReceiveCorrectionHandler>().HandleAsync(_caller, new ReceiveCorrectionCommand(id, body, FileName: Path.GetFileName(path)), cancel), cancel);
    }

    public Task CopyFindingsAsync(Submission submission, Stream destination, CancellationToken cancel) => CopyAsync(SubmissionKeys.FindingsBlob(submission.Id, submission.Done ?? 0), destination, cancel);

    public async Task SaveErrorsAsync(Submission submission, string path, CancellationToken cancel)
    {
        await using FileStream file = File.Create(path);
        await CopyAsync(SubmissionKeys.ErrorsBlob(submission.Id, submission.Done ?? 0), file, cancel);
    }

    async Task CopyAsync(string blob, Stream destination, CancellationToken cancel)
    {
        await using Stream stored = await hub.Get<IBlobs>().OpenReadAsync(blob, 0, null, cancel) ?? throw new IOException($"{blob} is gone.");
        await stored.CopyToAsync(destination, cancel);
    }

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);

    async Task<Result<Submission>> EndAsync(Result<Submission> received, CancellationToken cancel)
    {
        if (received.Problem is not null) return received;
        Submission ended = await WaitAsync(terminal, hub, received.Value.Id, cancel);
        foreach (string table in hub.Get<RecordKinds>().Tables) await hub.Get<Sequencer>().DrainAsync(table, cancel);
        return ended;
    }

    /// <summary>On one's own folder an organisation that is missing is registered, and said so; over HTTP only a registrar can.</summary>
    static async Task<Problem?> EnsureOrganisationAsync(Terminal terminal, LocalHub hub, OrganisationId organisation, CancellationToken cancel)
    {
        if (await hub.Get<OrganisationRegister>().ExistsAsync(organisation, cancel)) return null;
        if (Country.OfPrefix(organisation) is not { } country) return SubmissionProblems.UnknownOrganisation(organisation);
        using JsonDocument json = JsonDocument.Parse(JsonSerializer.Serialize(new { legalName = new { en = organisation.Value }, country }));
        Result<PutRecordResult> put = await hub.Get<PutRecordHandler>().HandleAsync(LocalHub.Operator(organisation), new PutRecordCommand(OrganisationKind.KindName, organisation.Value, json.RootElement, 0), cancel);
        if (put.Problem is not null) return put.Problem;
        terminal.Warn($"{organisation} was not in the register; it was added with country {country}.");
        return null;
    }

    static Task<Submission> WaitAsync(Terminal terminal, LocalHub hub, SubmissionId id, CancellationToken cancel) => SubmissionWait.RunAsync(terminal, async () =>
    {
        SubmissionProgress progress = (await SubmissionProgress.ReadAsync(hub.Get<ITables>(), hub.Get<SubmissionStore>(), id, cancel))!;
        return progress;
    }, LookAgain, cancel);
}
