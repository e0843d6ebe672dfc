using System.Globalization;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Rules;
using Hub.Submissions.Cells;
using Hub.Submissions.Judging;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>Rules that rest on what the register says of those behind an entry: rights, accreditations, sectors. Which check asks for what stands in <see cref="RegisterCheck"/>.</summary>
static class EntryStanding
{
    /// <param name="on">The day that counts.</param>
    public static void Judge(CatalogueEntry entry, RowReading row, Ruleset ruleset, DateOnly on, KnownStandings register)
    {
        string body = entry.AwardingBody ?? row.Scope.Organisation.Value;
        foreach (QualityRule rule in ruleset.QualityRules)
        {
            if (RegisterCheck.Of(rule.Check) is not { } check || !EntryRules.Applies(rule, entry)) continue;
            // One that is not registered gets its finding as a reference that leads nowhere.
            if (register.Of(body) is not { } awarding) continue;
            if (check.Sectors && !awarding.Sectors.Any(rule.Sectors.Contains))
                row.Add(CatalogueColumns.AwardingBody, EntryFindings.OtherSector, rule, ruleset, rule.Effect, string.Join(", ", rule.Sectors));
            if (check.AccreditationTypes.Count == 0) continue;
            ScopeQuestion question = QuestionOf(entry, row, ruleset, check, on, awarding.Country);
            if (!IsCovered(entry, awarding, question, register)) row.Add(CatalogueColumns.Accreditation, FindingOf(rule.Check), rule, ruleset, rule.Effect, Words(question));
        }
    }

    /// <summary>What has not been looked up yet counts as not registered; the row is judged again once it has been.</summary>
    static bool IsCovered(CatalogueEntry entry, OrganisationStanding awarding, ScopeQuestion question, KnownStandings register)
    {
        if (awarding.IsCovered(question)) return true;
        foreach (string provider in entry.Providers)
            if (register.Of(provider)?.IsCovered(question) == true) return true;
        return false;
    }

    static ScopeQuestion QuestionOf(CatalogueEntry entry, RowReading row, Ruleset ruleset, RegisterCheck check, DateOnly on, string? country) => new(on)
    {
        Types = check.AccreditationTypes,
        Fields = [.. entry.IscedF.Select(field => field.Name)],
        Level = LevelOf(entry, ruleset),
        Country = country,
        Kind = entry.Kind?.Name,
        Entries = [row.Verdict.Id ?? "", .. entry.PartOf, .. entry.DerivedFrom],
        Named = NamedIn(row.Cell(CatalogueColumns.Accreditation)),
    };

    // A level of a national framework is compared by way of its map, where it has one; the record itself gets none from here.
    static string LevelOf(CatalogueEntry entry, Ruleset ruleset) =>
        entry.EqfLevel?.Name
        ?? (entry.NqfFramework is { } framework && entry.NqfLevel is { } level ? ruleset.FindFramework(framework)?.FindLevel(level)?.Eqf?.ToString(CultureInfo.InvariantCulture) : null)
        ?? "";

    static string[] NamedIn(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty) return [];
        var names = new List<string>();
        foreach (Range range in cell.Split(ListReading.Divider)) names.Add(CellText.Trim(cell[range]).ToString());
        return [.. names];
    }

    static RulesetFinding FindingOf(QualityCheck check) => check == QualityCheck.RightForStudyProgrammeGroup ? EntryFindings.GroupRightMissing : EntryFindings.NotAccredited;

    static string Words(ScopeQuestion question)
    {
        string fields = question.Fields is { Count: > 0 } known ? string.Join(" and ", known) : "not named";
        return string.Create(CultureInfo.InvariantCulture, $"field {fields}, EQF level {(question.Level is { Length: > 0 } level ? level : "not named")}, {question.Country}, {question.On:yyyy-MM-dd}");
    }
}
