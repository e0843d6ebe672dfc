using System.Collections.Frozen;
using Hub.Http.Pages.Language;
using Hub.Http.Pages.Shell;
using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;

namespace Hub.Http.Pages.Desk;

/// <summary>What stands in a case as a code, in words.</summary>
static class DeskWords
{
    /// <summary>Something that happened: <c>what</c>, or <c>what:about</c>.</summary>
    public static string Happened(PageLanguage words, CaseFact fact)
    {
        string[] parts = fact.What.Split(':', 2);
        if (words.Value("happened", parts[0]) is not { } sentence) return fact.What;
        return parts is [var what, var about] ? string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, About(words, what, about)) : sentence;
    }

    static string About(PageLanguage words, string what, string about) => what switch
    {
        "clock-stopped" or "clock-started" => words.Value("clock", about) ?? about,
        "decided" or "signed-first" => words.Value("proposal", about) ?? about,
        "silence" => words.Value("silence", about) ?? about,
        "delay-told" when DateOnly.TryParseExact(about, "yyyy-MM-dd", out DateOnly day) => words.Date(day),
        "reopened" => about[..Math.Max(0, about.LastIndexOf(':'))],
        _ => about,
    };

    /// <summary>What was found, the worst first: each sentence once, with the achievements it is about. How single parts are covered stands beside them.</summary>
    public static IReadOnlyList<FoundOnDesk> Found(StoredEvaluation evaluation, PageLanguage words) =>
    [
        .. Kept(evaluation).Select(f => (Finding: f, Code: EvaluationCodes.Find(f.Code)))
            .Where(f => f.Code is { } code && (code.Aspect != Aspect.Coverage || code.Standing != Standing.Holds || code == EvaluationCodes.AllCovered))
            .GroupBy(f => (f.Code!, f.Finding.Detail)).OrderByDescending(g => g.Key.Item1.Standing)
            .Select(g => new FoundOnDesk(g.Key.Item1.Standing, g.Key.Item1.Say(g.Key.Detail, words.Code), [.. g.Select(f => f.Finding.Achievement).OfType<string>().Distinct(StringComparer.Ordinal)])),
    ];

    /// <summary>Of an evaluation of earlier only the kinds of its findings are known.</summary>
    static IEnumerable<StoredFinding> Kept(StoredEvaluation evaluation) => evaluation.Findings.Count > 0 ? evaluation.Findings : evaluation.Codes.Select(code => new StoredFinding(code, null, null, null));

    /// <summary>Why a part is covered; its code where that is of another version of the hub.</summary>
    public static string Why(StoredPart part, StoredEvaluation evaluation, PageLanguage words) =>
        EvaluationCodes.Find(part.How!) is { } code ? code.Say(evaluation.Findings.FirstOrDefault(f => f.Part == part.Part && f.Code == part.How)?.Detail, words.Code) : part.How!;

    /// <summary>The title of an achievement: its own, else that of its entry.</summary>
    public static IReadOnlyDictionary<string, string> TitleOf(CaseSurroundings around, string achievement)
    {
        if (!around.Presented.TryGetValue(achievement, out Hub.Learners.CreditRecords.RecordedAchievement? found)) return Nothing;
        return found.Title.Count > 0 || found.EntryId is null ? found.Title : TitleOfEntry(around, found.EntryId);
    }

    public static IReadOnlyDictionary<string, string> TitleOfEntry(CaseSurroundings around, string entry) => around.Entries.GetValueOrDefault(entry)?.Title ?? Nothing;

    /// <summary>The title in one language, where no markup can say which it is.</summary>
    public static string PlainTitle(CaseSurroundings around, string entry, PageLanguage words) => TextChoice.Of(TitleOfEntry(around, entry), words.Code)?.Value ?? entry;

    static readonly FrozenDictionary<string, string> Nothing = FrozenDictionary<string, string>.Empty;
}

/// <param name="Achievements">Whom it is about; empty: the whole request.</param>
sealed record FoundOnDesk(Standing Standing, string Sentence, IReadOnlyList<string> Achievements);
