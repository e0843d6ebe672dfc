using System.Text.Json;
using Hub.Learners.Access;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.CreditRecords.Reading;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Organisations;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Adoptions;

namespace Hub.Learners.CreditRecords;

/// <param name="AsOf">The day the record is computed for; null: today, UTC.</param>
/// <param name="Towards">Public id of an award progress is measured to; null: none.</param>
/// <param name="WithGuidance">Whether to say what could come next.</param>
public sealed record ReadCreditRecordQuery(DateOnly? AsOf = null, string? Towards = null, bool WithGuidance = false);

/// <summary>Computes the credit record of a learner from what whoever asks sees of the learner. Nothing of it is stored.</summary>
public sealed class ReadCreditRecordHandler(
    ReadAchievementsHandler achievements, IEnumerable<IRecognisedOutcomes> recognitions, CatalogueNodes catalogue, RecordTable records, RulesInForce rules, TimeProvider clock)
{
    public async Task<Result<CreditRecordDocument>> HandleAsync(Caller caller, LearnerReference learner, ReadCreditRecordQuery query, CancellationToken cancel)
    {
        Result<IReadOnlyList<ListedRecord>> read = await achievements.HandleAsync(caller, learner, cancel);
        return read.Problem is { } problem ? problem : await DocumentAsync(read.Value, await DecisionsAsync([learner], cancel), query, null, cancel);
    }

    public async Task<Result<CreditRecordDocument>> HandleAsync(OwnLearner own, ReadCreditRecordQuery query, CancellationToken cancel) =>
        await DocumentAsync(await achievements.HandleAsync(own, cancel), await DecisionsAsync(own.All, cancel), query, null, cancel);

    /// <summary>What a link shows: achievements alone, since decisions were not chosen.</summary>
    internal async Task<Result<CreditRecordDocument>> HandleAsync(LearnerReference learner, RecordShare share, CancellationToken cancel)
    {
        Result<IReadOnlyList<ListedRecord>> read = await achievements.HandleAsync(learner, share, cancel);
        return read.Problem is { } problem ? problem : await DocumentAsync(read.Value, [], new ReadCreditRecordQuery(), share, cancel);
    }

    async Task<Result<CreditRecordDocument>> DocumentAsync(IReadOnlyList<ListedRecord> read, IReadOnlyList<RecognisedOutcome> decisions, ReadCreditRecordQuery query, RecordShare? share, CancellationToken cancel)
    {
        if (query.Towards is not null && !RecordId.TryParse(query.Towards, out _)) return CreditRecordProblems.AwardUnknown();
        Dictionary<string, BodyName> bodies = await BodiesAsync(read.Select(r => AchievementReading.BodyOf(r.Id, r.Record.Json)).Concat(decisions.Select(d => d.Institution)), cancel);
        RecordedAchievement[] all = [.. read.Select(r => AchievementReading.Of(r.Id, r.Record.Json, id => bodies[id].Country))];
        if (share is not null) all = [.. SharedRecord.Chosen(all, share)];
        string?[] entries = [.. all.Select(a => a.EntryId), .. decisions.Select(d => d.EntryId), query.Towards];
        CatalogueStructure structure = await catalogue.AroundAsync(entries.OfType<string>(), cancel);
        if (query.Towards is not null && structure.Find(query.Towards) is not { IsPublic: true }) return CreditRecordProblems.AwardUnknown();

        IRulesets inForce = await rules.NowAsync(cancel);
        DateOnly asOf = query.AsOf ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var facts = new CreditRecordFacts([.. all.Select(a => a.With(structure.Find(a.EntryId)))], [.. decisions.Select(d => d with { Title = structure.Find(d.EntryId)?.Title ?? d.Title })], structure);
        CreditRecord record = ComputeCreditRecord.Of(facts, inForce, asOf);
        var document = new CreditRecordDocument(clock.GetUtcNow(), record, bodies, TitlesOf(record, structure))
        {
            Learner = PersonOf(read),
            Progress = query.Towards is { } towards ? new MeasureProgress(record, structure).Towards(towards) : null,
            Guidance = query.WithGuidance ? new SuggestNext(record, structure).Of() : null,
        };
        return share is null ? document : SharedRecord.Of(document, share);
    }

    async Task<IReadOnlyList<RecognisedOutcome>> DecisionsAsync(IReadOnlyList<LearnerReference> learner, CancellationToken cancel)
    {
        var all = new List<RecognisedOutcome>();
        foreach (IRecognisedOutcomes source in recognitions)
            foreach (LearnerReference one in learner) all.AddRange(await source.OfAsync(one, cancel));
        return all;
    }

    async Task<Dictionary<string, BodyName>> BodiesAsync(IEnumerable<string> ids, CancellationToken cancel)
    {
        string[] wanted = [.. ids.Distinct(StringComparer.Ordinal)];
        IReadOnlyDictionary<string, StoredRecord> found = await records.FindManyAsync(OrganisationRegister.Table, [.. wanted.Where(id => OrganisationId.IsValid(id))], cancel);
        return wanted.ToDictionary(id => id, id => found.TryGetValue(id, out StoredRecord? record) ? NameOf(record) : new BodyName(new Dictionary<string, string>()), StringComparer.Ordinal);
    }

    static BodyName NameOf(StoredRecord record)
    {
        using JsonDocument document = JsonDocument.Parse(record.Json);
        var organisation = new JsonMembers(document.RootElement);
        return new BodyName(organisation.Texts("legalName"), organisation.Text("country"), organisation.Text("homepage"));
    }

    static Dictionary<string, IReadOnlyDictionary<string, string>> TitlesOf(CreditRecord record, CatalogueStructure structure)
    {
        IEnumerable<string?> named = record.Items.Select(i => i.Achievement is null ? i.Recognition!.EntryId : i.Achievement.EntryId).Concat(record.Credits.SelectMany(c => c.ByQualification).Select(q => q.EntryId));
        return named.OfType<string>().Distinct(StringComparer.Ordinal).Select(structure.Find).OfType<CatalogueNode>().ToDictionary(n => n.Id, n => n.Title, StringComparer.Ordinal);
    }

    /// <summary>As the newest achievement names the learner; identifiers of all of them.</summary>
    static LearnerOnPaper? PersonOf(IReadOnlyList<ListedRecord> read)
    {
        LearnerOnPaper[] all = [.. read.OrderByDescending(r => r.Record.Stamp.AtMilliseconds).ThenBy(r => r.Id, StringComparer.Ordinal).Select(r => AchievementReading.LearnerOf(r.Record.Json))];
        if (all.Length == 0) return null;
        LearnerOnPaper named = Array.Find(all, p => p.FamilyName is not null || p.GivenNames is not null) ?? all[0];
        return named with { Identifiers = [.. all.SelectMany(p => p.Identifiers).Distinct()], BirthDate = named.BirthDate ?? all.Select(p => p.BirthDate).FirstOrDefault(d => d is not null) };
    }
}

/// <summary>Refusals about credit records. Codes are public contract.</summary>
public static class CreditRecordProblems
{
    public static Problem AwardUnknown() => new(ProblemKind.NotFound, "record.award-unknown", "The catalogue has no published entry of this id to measure progress to.");

    public static Problem FormUnknown(string known) => new(ProblemKind.Invalid, "record.form-unknown", "A credit record is not given out in this form.", $"Known are {known}.");

    public static Problem DayInvalid() => new(ProblemKind.Invalid, "record.as-of-invalid", "The day is no date.", "Write as-of=yyyy-MM-dd.");
}
