using System.Globalization;
using Hub.Audit;
using Hub.Learners;
using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;
using Hub.Recognition.Requests;
using Hub.Recognition.Uses;
using Hub.Records;

namespace Hub.Recognition.WhatIf;

/// <summary>A question about a case, or about a request that nobody has made.</summary>
/// <param name="Case">Id of a case whose party the caller is; learner, route, target and achievements are then the case's. Null: they are given.</param>
/// <param name="Learner">Somebody of whom the caller has sent something; null: somebody who has nothing but what is planned.</param>
/// <param name="Route">Short name of a route in the rules of the deciding institution's country.</param>
/// <param name="Target">Public id of the catalogue entry.</param>
/// <param name="Achievements">Public ids of achievements of the learner; null: those the caller has sent.</param>
/// <param name="Planned">Public ids of entries as if they had been achieved.</param>
/// <param name="Institution">Who would decide; null: whoever awards the target.</param>
/// <param name="AsOf">Day that counts, and whose law does, with the adoptions recorded by then; null: today.</param>
/// <param name="Ruleset">Version of a document, or <c>country/effective-date</c>; null: a case's own, or with <paramref name="AsOf"/> the one in force on that day.</param>
public sealed record WhatIfQuery(
    string? Case, LearnerReference? Learner, string? Route, string? Target, IReadOnlyList<string>? Achievements, IReadOnlyList<string> Planned, string? Institution, DateOnly? AsOf, string? Ruleset);

/// <summary>
/// Evaluates under another day, another law or with more than there is. Nothing is stored but, where a learner's achievements are looked
/// at, that they were: in the log of everybody whose they are, before anything is answered.
/// </summary>
public sealed class AskWhatIfHandler(
    ReadCases cases, ReadAchievementsHandler learners, LearnerStore rows, RequestParties parties, ComparedEntries entries, IEvaluationInputs inputs, PlannedAchievements planned, CaseLaws laws, AuditTrail trail, TimeProvider clock)
{
    public const int MostPlanned = 20;

    static readonly DateOnly FirstDay = new(2000, 1, 1), LastDay = new(2199, 12, 31);

    public async Task<Result<WhatIfAnswer>> HandleAsync(Caller caller, WhatIfQuery query, CancellationToken cancel)
    {
        if (query.AsOf is { } day && (day < FirstDay || day > LastDay)) return WhatIfProblems.DayInvalid(FirstDay, LastDay);
        if (query.Planned.Count > MostPlanned || HasTwice(query.Planned)) return WhatIfProblems.PlannedInvalid(MostPlanned);
        Result<RecognitionCase> supposed = query.Case is null ? await OfQuestionAsync(caller, query, cancel) : await OfCaseAsync(caller, query, cancel);
        if (supposed.Problem is { } refused) return refused;
        RecognitionCase of = supposed.Value;
        DateTimeOffset now = clock.GetUtcNow();
        Result<CaseLaw> law = await LawOfAsync(query, of, now, cancel);
        if (law.Problem is { } lawless) return lawless;

        await NoteAsync(caller, query, of, cancel);
        Result<EvaluationInput> input = await planned.AddAsync(await inputs.LoadAsync(of, query.AsOf ?? law.Value.Calculator.DayOf(now), cancel), query.Planned, cancel);
        if (input.Problem is { } unplanned) return unplanned;
        EvaluationInput seen = await WithoutCasesOfOthersAsync(caller, input.Value, cancel);
        return WhatIfAnswer.Of(of, law.Value, seen, EvaluateRequest.Run(seen, law.Value.Evaluation));
    }

    async Task<Result<RecognitionCase>> OfCaseAsync(Caller caller, WhatIfQuery query, CancellationToken cancel)
    {
        if (query is not { Learner: null, Route: null, Target: null, Achievements: null, Institution: null }) return WhatIfProblems.CaseOrRequest();
        if (await cases.FindAsync(caller, query.Case!, cancel) is not var (of, _)) return CaseProblems.NotFound();
        if (await rows.FindAsync(new LearnerReference(of.Learner), cancel) is not var (row, _)) return LearnerProblems.Erased();
        return row.ErasedAt is not null ? LearnerProblems.Erased() : row.Restriction is not null ? LearnerProblems.Restricted() : of;
    }

    async Task<Result<RecognitionCase>> OfQuestionAsync(Caller caller, WhatIfQuery query, CancellationToken cancel)
    {
        if (query.Route is not { Length: > 0 } route || query.Target is not { } wanted) return WhatIfProblems.CaseOrRequest();
        Result<IReadOnlyList<string>> achievements = await AchievementsAsync(caller, query, cancel);
        if (achievements.Problem is { } problem) return problem;
        if (await entries.FindAsync(wanted, cancel) is not { IsPublic: true } target) return RecognitionProblems.TargetUnknown();
        Result<(OrganisationId Body, string Country)> institution = await parties.InstitutionAsync(query.Institution ?? target.AwardingBody, target, cancel);
        if (institution.Problem is { } noBody) return noBody;
        DateTimeOffset now = clock.GetUtcNow();
        string id = new CaseId(institution.Value.Body, now.Year, "supposed").ToString();
        // Who has nothing is looked up like everybody, under a reference that nobody has.
        string learner = (query.Learner ?? LearnerReference.New(RecordKeys.Partition(0))).Value;
        return new RecognitionCase(id, caller.Organisation.Value, learner, institution.Value.Country, route, target.Id, achievements.Value, RulesetVersion: "", now);
    }

    /// <summary>Whoever has sent nothing of the learner learns nothing of it; and an achievement of somebody else is none of this learner.</summary>
    async Task<Result<IReadOnlyList<string>>> AchievementsAsync(Caller caller, WhatIfQuery query, CancellationToken cancel)
    {
        if (query.Learner is not { } learner) return query.Achievements is null or [] ? Result.Of<IReadOnlyList<string>>([]) : WhatIfProblems.LearnerMissing();
        if (!caller.Has(Role.Provider)) return LearnerProblems.NotFound();      // reviewers know learners by their cases
        Result<IReadOnlyList<ListedRecord>> sent = await learners.HandleAsync(caller, learner, cancel);
        if (sent.Problem is { } problem) return problem;
        string[] own = [.. sent.Value.Select(r => r.Id)];
        IReadOnlyList<string> named = query.Achievements ?? [.. own.Take(AchievementUses.MostAchievements)];
        if (named.Count > AchievementUses.MostAchievements || HasTwice(named)) return RecognitionProblems.TooMany(AchievementUses.MostAchievements);
        return await parties.UnknownAsync(learner, named, [.. own], cancel) is { } unknown ? unknown : Result.Of(named);
    }

    /// <summary>A case keeps its law; only who asks about a day, or names a document, asks for another.</summary>
    async Task<Result<CaseLaw>> LawOfAsync(WhatIfQuery query, RecognitionCase of, DateTimeOffset now, CancellationToken cancel)
    {
        if (query.Ruleset is { } named) return await laws.NamedAsync(named, now, of.Route, cancel);
        if (query is { Case: not null, AsOf: null }) return await laws.OfAsync(of, cancel);
        return await laws.OfDayAsync(of.Country, query.AsOf ?? DateOnly.FromDateTime(now.UtcDateTime), now, of.Route, cancel) is { } law ? law : CaseProblems.RouteUnknown(of.Route);
    }

    Task NoteAsync(Caller caller, WhatIfQuery query, RecognitionCase of, CancellationToken cancel)
    {
        if (query is { Case: null, Learner: null }) return Task.CompletedTask;
        IEnumerable<string> whose = of.Achievements.Select(a => RecordId.TryParse(a, out RecordId id) ? id.Organisation.Value : of.Body);
        return trail.NoteReadingsAsync(caller, [.. whose.Append(of.Body).Distinct(StringComparer.Ordinal).Select(body => (body, AuditObjects.Learner(new LearnerReference(of.Learner))))], ReadingGrounds.WhatIf, cancel);
    }

    /// <summary>That an achievement counts elsewhere is told; in which case only to the parties of that case.</summary>
    async Task<EvaluationInput> WithoutCasesOfOthersAsync(Caller caller, EvaluationInput input, CancellationToken cancel)
    {
        var presented = new PresentedAchievement[input.Achievements.Count];
        for (int i = 0; i < presented.Length; i++)
        {
            var uses = new List<AchievementUse>();
            foreach (AchievementUse use in input.Achievements[i].Uses)
                uses.Add(await cases.FindAsync(caller, use.Case, cancel) is not null ? use : use with { Case = "of others" });
            presented[i] = input.Achievements[i] with { Uses = uses };
        }

        return input with { Achievements = presented };
    }

    static bool HasTwice(IReadOnlyList<string> ids) => ids.Distinct(StringComparer.Ordinal).Count() != ids.Count;
}

/// <summary>Refusals of what-if questions. Codes are public contract.</summary>
public static class WhatIfProblems
{
    public static Problem CaseOrRequest() => new(ProblemKind.Invalid, "what-if.case-or-request", "Ask about a case, or about a request that is described.", "With case nothing else but planned, asOf and ruleset; without it at least route and target.");

    public static Problem LearnerMissing() => new(ProblemKind.Invalid, "what-if.learner-missing", "Achievements are those of a learner.", "Send learner, the reference of the learner; what is not achieved yet goes into planned.");

    public static Problem PlannedInvalid(int most) => new(ProblemKind.Invalid, "what-if.planned-invalid", "The list of what is planned can not be used.", string.Create(CultureInfo.InvariantCulture, $"Name each entry once, {most} at most."));

    public static Problem PlannedUnknown(int index) => new(ProblemKind.Invalid, "what-if.planned-unknown", "The catalogue has no published entry of this id.", string.Create(CultureInfo.InvariantCulture, $"planned[{index}]"));

    public static Problem DayInvalid(DateOnly first, DateOnly last) => new(ProblemKind.Invalid, "what-if.day-invalid", "The day is out of range.", string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd} to {last:yyyy-MM-dd}."));

    public static Problem RulesetUnknown() => new(ProblemKind.Invalid, "what-if.ruleset-unknown", "The hub has no such ruleset.", "Its version, or country/effective-date such as EU/2022-06-16; GET /v1/rulesets lists them.");
}
