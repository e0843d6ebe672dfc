using System.Diagnostics;
using Hub.Feed;
using Hub.Learners.Achievements;
using Hub.Ports;
using Hub.Releases;
using Hub.Standalone.Hosting;
using Hub.Submissions;

namespace Hub.Standalone.Commands;

/// <summary>Runs the samples through a hub in this process. Nothing is made up: it is what <c>submit</c>, <c>release</c> and <c>verify</c> do.</summary>
sealed class Demo(Terminal terminal, string folder)
{
    static readonly OrganisationId Operator = OrganisationId.Parse("PT-REGISTO");

    static readonly DemoStep[] FirstSteps =
    [
        new("1-organisations.csv", "organisations", Operator, "A registrar registers three organisations."),
        new("2-pt-units-windows-1252.csv", "catalogue", OrganisationId.Parse("PT-FORMAR"), "A training centre sends units as its own system exports them: Windows-1252, semicolons, decimal commas, Portuguese column names."),
        new("3-pt-micro-credentials.csv", "catalogue", OrganisationId.Parse("PT-POLITEC"), "A polytechnic sends micro-credentials and the programme they stack into; Annex I of the Council Recommendation is checked."),
        new("4-lt-micro-credentials.csv", "catalogue", OrganisationId.Parse("LT-KRANTAS"), "A Lithuanian college sends micro-credentials; no act of Lithuania fixes their size yet, so none is checked."),
    ];

    static readonly DemoStep[] SecondSteps =
    [
        new("5-pt-units-update.csv", "catalogue", OrganisationId.Parse("PT-FORMAR"), "The training centre sends an update: one unit changed, one unchanged, one withdrawn, one new."),
    ];

    static readonly DemoStep[] LastSteps =
    [
        new("7-organisations.csv", "organisations", Operator, "More organisations register, from Kazakhstan and Spain, and an agency."),
        new("12-pt-accreditations.csv", "accreditations", OrganisationId.Parse("PT-AGENCIA"), "The agency says whom it has accredited."),
        new("8-pt-achievements.csv", "achievements", OrganisationId.Parse("PT-POLITEC"), "The polytechnic awards what it offers. Every achievement is judged by the law of its day; who the learners are is ciphertext from here on, and no release or feed has anything of it. The people are invented."),
        new("9-lt-achievements.csv", "achievements", OrganisationId.Parse("LT-KRANTAS"), "The Lithuanian college awards its micro-credentials, and corrects one."),
        new("10-kz-achievements.csv", "achievements", OrganisationId.Parse("KZ-SHEBER"), "A Kazakh college awards modules in whole credits; its framework is not referenced to the EQF."),
        new("11-es-achievements.csv", "achievements", OrganisationId.Parse("ES-CAMPUS"), "A Spanish university describes achievements itself; in Spain a micro-credential stays below 15 ECTS."),
    ];

    /// <summary>How long ago the demo begins: longer than its cases take.</summary>
    const int DaysAgo = 60;

    readonly List<object> _submissions = [];
    readonly List<object> _releases = [];

    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var clock = new DemoClock(DaysAgo);
        bool ok;
        long entries, sequence;
        DemoRecognitions recognitions;
        terminal.Line($"The demo tells {DaysAgo} days of a hub; its clock begins at {clock.GetUtcNow():yyyy-MM-dd} and ends today.");
        await using (LocalHub hub = LocalHub.Open(folder, clock))
        {
            hub.Start();
            recognitions = new DemoRecognitions(terminal, hub, clock);
            ok = await RunAsync(hub, FirstSteps, cancel) && await ReleaseAsync(hub, cancel)
                && await RunAsync(hub, SecondSteps, cancel) && await RunAsync(hub, LastSteps, cancel) && await recognitions.RunAsync(cancel);
            clock.CatchUp();
            ok = ok && await ReleaseAsync(hub, cancel);
            ReleaseSummary? newest = (await hub.Get<ReleaseStore>().NewestAsync(cancel))?.Release;
            (entries, sequence) = (newest?.Counts.GetValueOrDefault("entries") ?? 0, await hub.Get<FeedReader>().LastAsync(cancel));
        }

        HowToGoOn();
        terminal.Result(new { submissions = _submissions, catalogue = new { entries, sequence }, releases = _releases, recognitions = recognitions.Decided, record = recognitions.Record, data = folder, seconds = Seconds.Of(watch) });
        return ok ? ExitCode.Ok : ExitCode.CannotRun;
    }

    async Task<bool> RunAsync(LocalHub hub, DemoStep[] steps, CancellationToken cancel)
    {
        foreach (DemoStep step in steps)
        {
            terminal.Heading($"{step.File} from {step.Organisation}");
            terminal.Line(step.Story);
            var request = new SubmitRequest(PathOf(step.File), step.Kind, step.Organisation, "merge", null);
            Result<Submission> result = await LocalSubmit.RunAsync(terminal, hub, request, cancel);
            Problem? problem = result.Problem ?? result.Value.Problem;
            if (problem is not null)
            {
                terminal.Error(problem);
                return false;
            }

            await ShowAsync(hub, result.Value, cancel);
        }

        return true;
    }

    async Task ShowAsync(LocalHub hub, Submission submission, CancellationToken cancel)
    {
        await using var shown = new FindingsShown(null);
        await using (Stream? findings = await hub.Get<IBlobs>().OpenReadAsync(SubmissionKeys.FindingsBlob(submission.Id), 0, null, cancel))
            if (findings is not null) await findings.CopyToAsync(shown.Destination, cancel);
        shown.Print(terminal);
        SubmissionTotals totals = submission.Totals!;
        terminal.Totals(totals);
        // Rows about people lie encrypted: hub submit --errors gives them back in clear.
        if (totals.Rejected > 0 && submission.Kind != AchievementKind.KindName) terminal.Line($"Rejected rows, as sent, with the reason: {hub.BlobPath(SubmissionKeys.ErrorsBlob(submission.Id))}");
        _submissions.Add(new { submission.Kind, organisation = submission.Organisation, totals.Rows, totals.Accepted, totals.Unchanged, totals.Held, totals.Rejected, totals.Superseded });
    }

    async Task<bool> ReleaseAsync(LocalHub hub, CancellationToken cancel)
    {
        terminal.Heading("Release");
        ReleaseSummary release = (await hub.Get<CutReleaseHandler>().HandleAsync(cancel)).Value;
        Result<ReleaseLocation> located = await ReleaseLocation.FindAsync(hub.BlobPath(ReleasePaths.Of(release.Id, "").TrimEnd('/')), cancel);
        if (located.Problem is { } missing)
        {
            terminal.Error(missing);
            return false;
        }

        await using ReleaseLocation location = located.Value;
        VerifyReleaseResult verified = await new VerifyReleaseHandler(location.Source, await location.KeysAsync(cancel) ?? []).HandleAsync(location.Release, cancel);
        long entries = release.Counts.GetValueOrDefault("entries");
        terminal.Line($"{release.Id}: {entries} entries, up to change {release.Sequence} of the feed.");
        VerifyCommand.Describe(terminal, verified, pinned: true);
        _releases.Add(new { release.Id, entries, release.Sequence, verified = verified.Ok });
        return verified.Ok;
    }

    void HowToGoOn()
    {
        const string Run = "dotnet run -c Release --project src/Hub.Standalone --";
        terminal.Heading("Where everything is, and how to go on");
        terminal.Line($"Data folder        {folder}");
        terminal.Line($"Open catalogue     {Path.Combine(folder, "blobs", "open", "catalogue")}");
        terminal.Line($"Samples            {PathOf("")}");
        terminal.Line();
        terminal.Line($"Look at it         {Run} serve --data {folder}");
        terminal.Line($"Check a file       {Run} check FILE --kind catalogue --country PT");
        terminal.Line($"Submit it          {Run} submit FILE --kind catalogue --org PT-FORMAR --data {folder}");
        terminal.Line($"Publish            {Run} release --data {folder}");
        terminal.Line($"Verify             {Run} verify {folder}");
        terminal.Line($"Empty template     {Run} template catalogue --country PT");
    }

    static string PathOf(string sample) => Path.Combine(AppContext.BaseDirectory, "Samples", sample);
}

/// <param name="Story">What happens, in one sentence.</param>
sealed record DemoStep(string File, string Kind, OrganisationId Organisation, string Story);
