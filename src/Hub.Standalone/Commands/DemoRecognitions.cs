using System.Globalization;
using Hub.Learners;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;
using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;
using Hub.Recognition.Requests;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Workflows;
using Hub.Submissions;

namespace Hub.Standalone.Commands;

/// <summary>
/// Two requests for recognition, from two countries, by the use cases that the API calls: one beyond doubt, which the hub grants; one
/// that persons refuse and, on appeal, grant in part. Weeks pass by the demo's clock.
/// </summary>
sealed class DemoRecognitions(Terminal terminal, LocalHub hub, DemoClock clock)
{
    const string Programme = "PT-POLITEC~PG-DADOS";

    static readonly string[] Remedies = ["present-more-evidence"];

    readonly List<object> _decided = [];

    public IReadOnlyList<object> Decided => _decided;

    /// <summary>The credit record of the second learner, when all is decided; null before.</summary>
    public object? Record { get; private set; }

    /// <summary>False when something was refused that should not be; it has been said then.</summary>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        try
        {
            await GrantedByTheHubAsync(cancel);
            await DecidedByPersonsAsync(cancel);
            return true;
        }
        catch (RefusedException refused)
        {
            terminal.Error(refused.Problem);
            return false;
        }
    }

    async Task GrantedByTheHubAsync(CancellationToken cancel)
    {
        terminal.Heading("A request for recognition that is beyond doubt");
        terminal.Line("A Portuguese learner has a unit from the polytechnic, which an agency accredits. The training centre that the unit belongs to recognises it: the same unit, awarded by a competent body.");
        RecognitionCase of = await AskAsync("PT-POLITEC", "PT-POLITEC~R-6", "unit-equivalence", "PT-FORMAR~F001", cancel);
        of = await NowAsync(of, cancel);
        Tell(of, "granted in full by the hub");
        Note(of);
    }

    async Task DecidedByPersonsAsync(CancellationToken cancel)
    {
        terminal.Heading("A request that persons decide, and decide again");
        terminal.Line("A Spanish learner asks the polytechnic to count a micro-credential of a university that no register accredits towards its programme. A machine may not refuse, and may not grant in part.");
        LearnerReference learner = await LearnerAsync("ES-CAMPUS~MC-4", cancel);
        CreditRecordDocument before = await RecordAsync(learner, cancel);
        RecognitionCase of = await AskAsync("ES-CAMPUS", "ES-CAMPUS~MC-4", "credit-recognition", Programme, cancel);
        of = await NowAsync(of, cancel);
        Tell(of, $"for review: {string.Join(" ", DoubtsIn(of.Evaluation!))}");

        Caller ana = Reviewer("ana"), bruno = Reviewer("bruno"), school = Caller("ES-CAMPUS");
        ActOnCase act = hub.Get<ActOnCase>();
        of = await LaterAsync(6, () => act.HearAsync(ana, of.Id, cancel), cancel);
        Tell(of, "Ana wants to refuse, so the applicant is heard first; the clock stands");
        of = await LaterAsync(4, () => act.AnswerHearingAsync(school, of.Id, "The project was assessed by a jury.", cancel), cancel);
        of = await LaterAsync(5, () => act.DecideAsync(ana, of.Id, Decision(DecisionOutcome.Refused, "The awarding body's accreditation could not be established.", []), cancel), cancel);
        Tell(of, $"refused by Ana, ground {of.Decision!.Content.Ground}; appeal until {Day(of.Dates?.Due)}");
        of = await LaterAsync(8, () => act.AppealAsync(school, of.Id, "The Spanish register lists the university.", cancel), cancel);
        Tell(of, "appealed; Ana may not decide again");
        of = await LaterAsync(12, () => act.DecideAsync(bruno, of.Id, Decision(DecisionOutcome.Partial, "The outcomes of the first unit are met.", ["PT-POLITEC~MC-DADOS-1"]), cancel), cancel);
        Tell(of, "granted in part by Bruno");
        Note(of);
        Compare(before, await RecordAsync(learner, cancel));
    }

    async Task<RecognitionCase> AskAsync(string provider, string achievement, string route, string target, CancellationToken cancel)
    {
        LearnerReference learner = await LearnerAsync(achievement, cancel);
        var command = new RequestRecognitionCommand(learner, route, target, [achievement], Institution: null, Language: null, Contact: null, IdempotencyKey: null);
        return Value(await hub.Get<RequestRecognitionHandler>().HandleAsync(Caller(provider), command, cancel));
    }

    async Task<LearnerReference> LearnerAsync(string achievement, CancellationToken cancel) =>
        await hub.Get<LearnerRecords>().LearnerOfAsync(achievement, cancel) ?? throw new InvalidOperationException($"The samples have no achievement {achievement}.");

    /// <summary>The case once everything has been done that is due by now.</summary>
    async Task<RecognitionCase> NowAsync(RecognitionCase of, CancellationToken cancel)
    {
        await hub.Get<ReplayLoop>().AdvanceDueAsync(cancel);
        return await hub.Get<CaseStore>().FindAsync(CaseId.Parse(of.Id), cancel) ?? throw new InvalidOperationException($"Case {of.Id} is gone.");
    }

    /// <summary>Days go by, then somebody acts.</summary>
    async Task<RecognitionCase> LaterAsync(int days, Func<Task<Result<RecognitionCase>>> act, CancellationToken cancel)
    {
        clock.Pass(days);
        RecognitionCase done = Value(await act());
        return await NowAsync(done, cancel);
    }

    async Task<CreditRecordDocument> RecordAsync(LearnerReference learner, CancellationToken cancel) =>
        Value(await hub.Get<ReadCreditRecordHandler>().HandleAsync(Caller("ES-CAMPUS"), learner, new ReadCreditRecordQuery(Towards: Programme), cancel));

    void Compare(CreditRecordDocument before, CreditRecordDocument after)
    {
        terminal.Line();
        terminal.Line($"The learner's record on the way to {Programme}:");
        terminal.Table(["", "credits", "units done", "units missing"], [Row("before", before), Row("after", after)]);
        SystemCredits credits = after.Record.Credits.Single();
        Record = new { credits = credits.Credits, creditSystem = credits.System, unitsDone = after.Progress!.Done.Count, unitsMissing = after.Progress.Missing.Count };
    }

    static IReadOnlyList<string> Row(string when, CreditRecordDocument record) =>
        [when, string.Join(", ", record.Record.Credits.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Credits} {c.System}"))), string.Join(", ", record.Progress!.Done.Select(p => p.EntryId)), string.Join(", ", record.Progress.Missing.Select(p => p.EntryId))];

    void Tell(RecognitionCase of, string what) => terminal.Line($"{Day(clock.GetUtcNow())}  {HubJson.NameOf(of.Stage),-13} {what}");

    void Note(RecognitionCase of)
    {
        int days = (int)(of.Decision!.At.UtcDateTime.Date - of.EnteredAt.UtcDateTime.Date).TotalDays;
        _decided.Add(new { of.Id, of.Route, outcome = HubJson.NameOf(of.Decision.Content.Outcome), by = of.Decision.ByMachine ? "machine" : "person", days });
    }

    static IEnumerable<string> DoubtsIn(StoredEvaluation evaluation) => evaluation.Findings.Where(f => EvaluationCodes.Find(f.Code)!.Standing != Standing.Holds).Select(f => EvaluationCodes.Find(f.Code)!.Say(f.Detail, "en")).Distinct();

    static WrittenDecision Decision(DecisionOutcome outcome, string reasons, IReadOnlyList<string> parts) => new(outcome, ConductRules.StatedReasons, Remedies, reasons, AppealRoute: null, parts, AlternativeTarget: null, Conditions: []);

    static string Day(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "no day that the law fixes";

    static Caller Caller(string organisation) => LocalHub.Operator(OrganisationId.Parse(organisation));

    static Caller Reviewer(string person) => new(person, OrganisationId.Parse("PT-POLITEC"), new HashSet<Role> { Role.Reviewer });

    static T Value<T>(Result<T> result) => result.Problem is { } problem ? throw new RefusedException(problem) : result.Value;

    sealed class RefusedException(Problem problem) : Exception(problem.Code)
    {
        public Problem Problem => problem;
    }
}
