using Hub.Formats.Xml;
using Hub.Submissions.Cells;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elm;

/// <summary>The learning outcomes a specification refers to, with their types and ESCO skills in the same order.</summary>
internal static class LoqOutcomes
{
    const string EscoSkill = "http://data.europa.eu/esco/skill/";

    /// <summary>Outcomes followed at most: a cell holds fewer.</summary>
    const int Most = 600;

    public static void Set(ElmCells cells)
    {
        (XmlRow row, ElmReferences references) = (cells.Row, cells.References);
        var outcomes = new List<ElmEntity>();
        foreach (ElmValue reference in cells.Record.Of(ElmField.Outcome).DistinctBy(o => o.Text).Take(Most))
        {
            if (references.Follow(row, null, cells.From("learningOutcome", reference.Index), ElmList.Outcome, reference.Text) is not { } outcome) continue;
            outcomes.Add(outcome);
            if (row.Length < references.MostRowLength) Titles(cells, outcome);
        }

        // A hub says of itself which skills belong to the entry beside those of its outcomes.
        if (ElmIds.HubIdOf(cells.Record) is null) Skills(cells, outcomes);
        Places(cells, outcomes);
    }

    static void Titles(ElmCells cells, ElmEntity outcome)
    {
        string path = outcome.Path(cells.References.Profile.Root);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (ElmValue title in outcome.Of(ElmField.Title))
        {
            string from = $"{path}/{XmlPaths.Below("title", title.Index)}";
            if (TextLanguages.Of(title.Aside) is not { } language) cells.Row.Fault(null, ElmFindings.LanguageUnknown, null, from);
            else if (taken.Add(language)) cells.Row.Add($"learningOutcomes@{language}", title.Text, from);
            else cells.NameOthers($"learningOutcomes@{language}", 2, from);
        }
    }

    static void Skills(ElmCells cells, List<ElmEntity> outcomes)
    {
        foreach (ElmEntity outcome in outcomes)
        {
            foreach (ElmValue skill in outcome.Of(ElmField.EscoSkill))
            {
                string from = $"{outcome.Path(cells.References.Profile.Root)}/{XmlPaths.Below("relatedESCOSkill", skill.Index, "@uri")}";
                if (!IsEsco(skill.Text)) cells.Row.Fault("escoSkills", CellFindings.NotASkill, null, from);
                else cells.Row.AddOnce("escoSkills", skill.Text, from);
            }
        }
    }

    /// <summary>Types and skills belong to outcomes by their place, so each outcome needs one title in each language.</summary>
    static void Places(ElmCells cells, List<ElmEntity> outcomes)
    {
        bool hasTypes = outcomes.Exists(o => o.Has(ElmField.TypeUri)), hasSkills = outcomes.Exists(o => SkillOf(o).Length > 0);
        if (!hasTypes && !hasSkills) return;
        string[][] languages = [.. outcomes.Select(o => o.Of(ElmField.Title).Select(t => TextLanguages.Of(t.Aside) ?? "").Distinct().Order(StringComparer.Ordinal).ToArray())];
        IEnumerable<string> titles = outcomes.SelectMany(o => o.Of(ElmField.Title).DistinctBy(t => TextLanguages.Of(t.Aside)).Select(t => $"{TextLanguages.Of(t.Aside)} {t.Text}"));
        bool isEven = languages.All(l => l.Length > 0 && l.SequenceEqual(languages[0])) && titles.Distinct(StringComparer.Ordinal).Count() == outcomes.Count * languages[0].Length;
        if (!isEven || outcomes.Count < cells.Record.Of(ElmField.Outcome).DistinctBy(o => o.Text).Count())
        {
            cells.Row.Fault(null, ElmFindings.TypesNotKept, null, cells.From("learningOutcome"));
            return;
        }

        string first = outcomes[0].Path(cells.References.Profile.Root);
        foreach (ElmEntity outcome in outcomes)
        {
            if (hasTypes) cells.Row.Add("learningOutcomeTypes", outcome.First(ElmField.TypeUri) ?? "", $"{first}/type/@uri");
            if (hasSkills) cells.Row.Add("learningOutcomeSkills", SkillOf(outcome), $"{first}/relatedESCOSkill/@uri");
        }
    }

    static string SkillOf(ElmEntity outcome) => outcome.Of(ElmField.EscoSkill).Select(s => s.Text).FirstOrDefault(IsEsco) ?? "";

    static bool IsEsco(string uri) => uri.Replace("https://", "http://", StringComparison.Ordinal).StartsWith(EscoSkill, StringComparison.Ordinal);
}
