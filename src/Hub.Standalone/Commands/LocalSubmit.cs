using System.Text.Json;
using Hub.Feed;
using Hub.Organisations;
using Hub.Ports;
using Hub.Records;
using Hub.Standalone.Hosting;
using Hub.Submissions;
using Spectre.Console;

namespace Hub.Standalone.Commands;

/// <summary>Submits into a data folder of this machine, inside this process.</summary>
static class LocalSubmit
{
    static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(40);

    public static async Task<Result<Submission>> RunAsync(Terminal terminal, string folder, SubmitRequest request, CancellationToken cancel)
    {
        await using LocalHub hub = LocalHub.Open(folder);
        return await RunAsync(terminal, hub, request, cancel);
    }

    public static async Task<Result<Submission>> RunAsync(Terminal terminal, LocalHub hub, SubmitRequest request, CancellationToken cancel)
    {
        OrganisationId organisation = request.Organisation ?? throw new ArgumentException("On a data folder the organisation must be named.", nameof(request));
        if (await EnsureOrganisationAsync(terminal, hub, organisation, cancel) is { } unknown) return unknown;
        hub.Start();
        Task rules = hub.LoadRulesAsync();
        await using FileStream body = new(request.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 256 * 1024, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var command = new ReceiveSubmissionCommand(organisation, request.Kind, request.Mode, body, FileName: Path.GetFileName(request.Path), MapName: request.Map);
        Result<Submission> received = await hub.Get<ReceiveSubmissionHandler>().HandleAsync(LocalHub.Operator(organisation), command, cancel);
        await rules;
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
