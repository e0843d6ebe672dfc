using System.Globalization;
using System.Text;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;

namespace Hub.Formats.Csv;

/// <summary>
/// A credit record as a table: a row for each achievement and recognition, in the columns achievements are sent in, and before them how
/// each counts. An export, so values stand as they are.
/// </summary>
public sealed class CsvCreditRecord : ICreditRecordForm
{
    static readonly (string Name, Func<RecordedAchievement, string?> Of)[] Columns =
    [
        ("entryId", a => a.EntryId), ("kind", a => a.Kind), ("awardingBody", a => a.AwardingBody), ("awardedOn", a => Day(a.AwardedOn)), ("issuedOn", a => Day(a.IssuedOn)), ("status", a => a.Status), ("replaces", a => a.Replaces), ("partOf", a => a.PartOf),
        ("learningSetting", a => a.LearningSetting), ("creditSystem", a => a.CreditSystem), ("creditPoints", a => Number(a.CreditPoints)), ("workloadHours", a => Number(a.WorkloadHours)), ("hoursKind", a => a.HoursKind),
        ("eqfLevel", a => Number(a.EqfLevel)), ("nqfFramework", a => a.NqfFramework), ("nqfLevel", a => a.NqfLevel), ("assessmentTypes", a => List(a.AssessmentTypes)), ("modes", a => List(a.Modes)), ("supervision", a => a.Supervision),
        ("identityVerification", a => a.IdentityVerification), ("grade", a => a.Grade), ("gradingScheme", a => a.GradingScheme), ("qualityAssurance", a => List(a.QualityAssurance)), ("evidenceUrl", a => a.EvidenceUrl), ("language", a => a.Language),
    ];

    public string Name => "csv";

    public string MediaType => "text/csv; charset=utf-8; header=present";

    public string Extension => "csv";

    public async Task WriteAsync(CreditRecordDocument document, Stream destination, CancellationToken cancel)
    {
        IReadOnlyList<RecordItem> items = document.Record.Items;
        string[] titles = [.. items.SelectMany(i => TitleOf(i).Keys).Distinct().Order(StringComparer.Ordinal)];
        string[] outcomes = [.. items.SelectMany(i => i.Achievement?.LearningOutcomes.Keys ?? []).Distinct().Order(StringComparer.Ordinal)];
        await destination.WriteAsync(Encoding.UTF8.Preamble.ToArray(), cancel);
        var table = new CsvTableWriter(destination);
        foreach (string name in (IEnumerable<string>)["id", "what", "standing", "because", "sources", .. titles.Select(l => $"title@{l}"), .. Columns.Select(c => c.Name), .. outcomes.Select(l => $"learningOutcomes@{l}")]) table.Write(name);
        await table.EndRowAsync(cancel);
        foreach (RecordItem item in items)
        {
            foreach (string cell in CellsOf(item, titles, outcomes)) table.Write(cell);
            await table.EndRowAsync(cancel);
        }

        await table.FlushAsync(cancel);
    }

    static IEnumerable<string> CellsOf(RecordItem item, string[] titles, string[] outcomes)
    {
        RecordedAchievement achievement = item.Achievement ?? OfRecognition(item.Recognition!);
        return
        [
            item.Id, item.Achievement is null ? "recognition" : "achievement", HubJson.NameOf(item.Standing), item.Because ?? "", List(item.Recognition?.Sources ?? []),
            .. titles.Select(l => TitleOf(item).GetValueOrDefault(l) ?? ""), .. Columns.Select(c => c.Of(achievement) ?? ""),
            .. outcomes.Select(l => achievement.LearningOutcomes.TryGetValue(l, out IReadOnlyList<string>? texts) ? List(texts) : ""),
        ];
    }

    /// <summary>A decision in the same columns: who decided is the body, the day that of the decision.</summary>
    static RecordedAchievement OfRecognition(RecognisedOutcome outcome) => new(outcome.Id, outcome.Title, outcome.Institution, outcome.Country)
    {
        EntryId = outcome.EntryId,
        AwardedOn = outcome.DecidedOn,
        CreditSystem = outcome.CreditSystem,
        CreditPoints = outcome.CreditPoints,
        Status = outcome.IsWithdrawn ? "withdrawn" : "recognised",
    };

    static IReadOnlyDictionary<string, string> TitleOf(RecordItem item) => item.Achievement?.Title ?? item.Recognition!.Title;

    static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string? Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);

    static string List(IReadOnlyList<string> values) => string.Join('|', values);
}
