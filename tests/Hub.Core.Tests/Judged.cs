using System.Text;
using Hub.Catalogue;
using Hub.Learners.Achievements;
using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Tests;

/// <summary>Judges single rows given as column and value, and keeps the rules and vocabularies the tests share.</summary>
public static class Judged
{
    public static Rulesets Rulesets { get; } = Rulesets.LoadDefault();

    public static Vocabularies Vocabularies { get; } = Vocabularies.LoadDefault();

    public static CatalogueKind Catalogue { get; } = new();

    public static AchievementKind Achievements { get; } = new();

    public static JudgeScope Scope(string organisation = "PT-ESCOLA", string? country = "PT", IRulesets? rulesets = null) =>
        new(OrganisationId.Parse(organisation), new DateOnly(2026, 1, 15), rulesets ?? Rulesets, Vocabularies, _ => country);

    public static RowVerdict Entry(params (string Column, string Value)[] cells) => Row(Catalogue, Scope(), cells);

    public static RowVerdict Row(IRecordKind kind, JudgeScope scope, params (string Column, string Value)[] cells)
    {
        var verdict = new RowVerdict();
        kind.Judge(new Row(2, [.. cells.Select(c => c.Value)]), Layout(kind, [.. cells.Select(c => c.Column)]), scope, verdict);
        return verdict;
    }

    public static ColumnLayout Layout(IRecordKind kind, params string[] names) => new([.. names.Select(n => (ColumnUse?)Use(kind, n))], []);

    public static ColumnUse Use(IRecordKind kind, string name)
    {
        string[] parts = name.Split('@');
        return new ColumnUse(kind.Columns.Single(c => c.Name == parts[0]), parts.Length > 1 ? parts[1] : null, name);
    }

    public static string[] Codes(this RowVerdict verdict) => [.. verdict.Findings.Select(f => f.Code.Code)];

    public static string Json(this RowVerdict verdict) => Encoding.UTF8.GetString(verdict.Body.WrittenSpan);
}
