using System.Collections.Frozen;
using Hub.Http.Pages.Language;
using Hub.Http.Pages.Shell;
using Hub.Recognition.Cases;
using Hub.Recognition.Evaluation;

namespace Hub.Http.Pages.Desk;

/// <summary>What stands in a case as a code, in words.</summary>
static class DeskWords
{
    static readonly FrozenDictionary<string, EvaluationCode> Findings = EvaluationCodes.All.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

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
        "reopened" => about[..Math.Max(0, about.LastIndexOf(':'))],
        _ => about,
    };

    /// <summary>The kind of finding behind a code; null for one of another version of the hub.</summary>
    public static EvaluationCode? Finding(string code) => Findings.GetValueOrDefault(code);

    /// <summary>Its sentence without the detail, which is not kept with the case; how many parts are covered can be told.</summary>
    public static string Sentence(EvaluationCode finding, StoredEvaluation evaluation) => finding == EvaluationCodes.AllCovered
        ? finding.Message.Replace("{0}", $"{evaluation.Parts.Count(p => p.Extent == Extent.Covered)} of {evaluation.Parts.Count}", StringComparison.Ordinal)
        : finding.Message.Replace(": {0}", "", StringComparison.Ordinal).Replace("{0} ", "", StringComparison.Ordinal);

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
