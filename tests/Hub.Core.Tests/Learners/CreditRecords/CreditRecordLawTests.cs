using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Learners.CreditRecords;
using static Hub.Tests.Learners.CreditRecords.Facts;

namespace Hub.Tests.Learners.CreditRecords;

/// <summary>What holds of every credit record, tried on random ones.</summary>
public sealed class CreditRecordLawTests
{
    static readonly string[] Entries = [.. Enumerable.Range(0, 12).Select(i => $"E{i}")];
    static readonly (string System, string? Country)[] Systems = [("ECTS", "PT"), ("ECTS", "KZ"), ("PONTO", "PT"), ("ECVET", null), ("older", "LT"), ("KREDITAS", "LT")];

    /// <summary>Random facts: a catalogue with wholes in wholes and some circles, awards of it that repeat, replace and hold each other, and decisions.</summary>
    sealed record Case(CreditRecordFacts Facts, RecordedAchievement Added, int Seed);

    static Case Of(int seed)
    {
        var random = new Random(seed);
        string? Maybe(string[] of, int share) => random.Next(share) == 0 || of.Length == 0 ? null : of[random.Next(of.Length)];
        CatalogueNode[] nodes = [.. Entries.Select((id, at) =>
        {
            string[] wholes = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Entries[random.Next(12) == 0 ? random.Next(12) : random.Next(at, 12)]).Distinct()];
            return Node(id, random.Next(2) == 0 ? "unit" : "qualification", random.Next(3) == 0 ? null : random.Next(1, 30), Systems[random.Next(3)].System, random.Next(3) == 0 ? null : random.Next(1, 60), wholes)
                with { Stackability = random.Next(8) == 0 ? "stand-alone" : null, DerivedFrom = random.Next(5) == 0 ? [Entries[random.Next(12)]] : [] };
        })];
        string[] ids = [.. Enumerable.Range(0, random.Next(9)).Select(i => $"A{i}")];
        RecordedAchievement Any(string id)
        {
            (string system, string? country) = Systems[random.Next(Systems.Length)];
            return Award(id, Maybe(Entries, 5), random.Next(6) == 0 ? null : random.Next(1, 200) / 4m, system, country, $"202{random.Next(3, 8)}-0{random.Next(1, 10)}-11") with
            {
                IsRevoked = random.Next(5) == 0,
                Replaces = random.Next(4) == 0 && Maybe(ids, 9) is { } other ? $"PT-ESCOLA~{other}" : null,
                PartOf = random.Next(4) == 0 && Maybe(ids, 9) is { } whole ? $"PT-ESCOLA~{whole}" : null,
                ValidUntil = random.Next(8) == 0 ? new DateOnly(2026, random.Next(1, 13), 1) : null,
            };
        }

        RecordedAchievement[] achievements = [.. ids.Select(Any)];
        RecognisedOutcome[] decisions = [.. Enumerable.Range(0, random.Next(4)).Select(i => Decision($"D{i}", Entries[random.Next(12)], random.Next(1, 20), Systems[random.Next(3)].System, [.. ids.Where(_ => random.Next(3) == 0)]))];
        return new Case(new CreditRecordFacts(achievements, decisions, new CatalogueStructure(nodes)), Any("new") with { IsRevoked = false }, seed);
    }

    static CreditRecord Compute(CreditRecordFacts facts) => ComputeCreditRecord.Of(facts, Rulesets, Today);

    static CreditRecordFacts With(CreditRecordFacts facts, params RecordedAchievement[] more) => facts with { Achievements = [.. facts.Achievements, .. more] };

    static string Shown(object value) => JsonSerializer.Serialize(value, HubJson.Options);

    static void ForAll(Func<Case, bool> law) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => law(Of(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Nothing_CreatesCredits() => ForAll(c =>
    {
        CreditRecord record = Compute(c.Facts);
        return record.Credits.All(s =>
        {
            decimal awarded = record.Items.Where(i => Names(i).Contains(s.System) && (s.Country is null || CountryOf(i) == s.Country)).Sum(PointsOf);
            decimal counted = s.Credits ?? s.ByQualification.Sum(q => q.Credits);
            return counted > 0 && counted <= awarded && (s.Recognised ?? 0) <= counted;
        });
    });

    [Fact]
    public void Order_OfFacts_DoesNotMatter() => ForAll(c =>
    {
        var random = new Random(c.Seed);
        RecordedAchievement[] achievements = [.. c.Facts.Achievements];
        RecognisedOutcome[] decisions = [.. c.Facts.Recognitions];
        random.Shuffle(achievements);
        random.Shuffle(decisions);
        CreditRecordFacts other = c.Facts with { Achievements = achievements, Recognitions = decisions };
        return Shown(Compute(c.Facts)) == Shown(Compute(other)) && Shown(Guide(c.Facts)) == Shown(Guide(other));
    });

    [Fact]
    public void Achievement_ThatIsAdded_NeverLowersWhatIsDone() => ForAll(c =>
    {
        RecordedAchievement added = c.Added with { Replaces = null };
        CreditRecord before = Compute(c.Facts), after = Compute(With(c.Facts, added));
        if (!after.DoneEntries.IsSupersetOf(before.DoneEntries)) return false;
        var one = new MeasureProgress(before, c.Facts.Catalogue);
        var two = new MeasureProgress(after, c.Facts.Catalogue);
        return Entries.All(e => one.Towards(e) is { } was && two.Towards(e) is { } now && now.Done.Count >= was.Done.Count && (now.DoneShare ?? 0) >= (was.DoneShare ?? 0) && (now.Points?.Done ?? 0) >= (was.Points?.Done ?? 0));
    });

    [Fact]
    public void Revocation_Always_UndoesExactly() => ForAll(c =>
    {
        CreditRecord before = Compute(c.Facts), after = Compute(With(c.Facts, c.Added with { IsRevoked = true }));
        return Shown(before.Credits) == Shown(after.Credits) && before.DoneEntries.SetEquals(after.DoneEntries) && Shown(before.Notes) == Shown(after.Notes) && Shown(before.Rulesets) == Shown(after.Rulesets)
            && Shown(before.Items) == Shown(after.Items.Where(i => i.Id != c.Added.Id));
    });

    [Fact]
    public void Shares_Always_StayBetweenNothingAndAll() => ForAll(c =>
    {
        var progress = new MeasureProgress(Compute(c.Facts), c.Facts.Catalogue);
        return Entries.All(e => progress.Towards(e) is { DoneShare: null or (>= 0 and <= 100) } p && p.Points is null or { Done: >= 0, Missing: >= 0 });
    });

    [Fact]
    public void Suggestions_Always_AreOpenAndNotDone() => ForAll(c =>
    {
        CreditRecord record = Compute(c.Facts);
        Guidance guidance = new SuggestNext(record, c.Facts.Catalogue).Of();
        return guidance.Suggestions.All(s => !record.DoneEntries.Contains(s.EntryId) && s.Reasons.Count > 0 && s.Reasons.All(r => r.ShareAfter is null || r.ShareAfter >= r.ShareBefore))
            && guidance.Suggestions.Select(s => s.EntryId).Distinct().Count() == guidance.Suggestions.Count;
    });

    static Guidance Guide(CreditRecordFacts facts) => new SuggestNext(Compute(facts), facts.Catalogue).Of();

    static IEnumerable<string> Names(RecordItem item) => [item.Achievement?.CreditSystem ?? item.Recognition?.CreditSystem ?? ""];

    static string? CountryOf(RecordItem item) => item.Achievement is null ? item.Recognition!.Country : item.Achievement.Country;

    static decimal PointsOf(RecordItem item) => (item.Achievement is null ? item.Recognition!.CreditPoints : item.Achievement.CreditPoints) ?? 0;
}
