using System.Globalization;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Layout;

namespace Hub.Formats.Templates;

/// <summary>What a provider should know before filling in the table: what the rules ask for and why, and what each column takes.</summary>
public static class TemplateNotes
{
    /// <summary>Rows of cells; a row of one cell is a heading, an empty one a gap.</summary>
    public static IEnumerable<string[]> Of(IRecordKind kind, Ruleset ruleset, TemplateChoices choices)
    {
        yield return [$"{ruleset.Title} ({ruleset.Country}, in force from {ruleset.EffectiveFrom:yyyy-MM-dd}, ruleset {ruleset.Version[..Math.Min(16, ruleset.Version.Length)]})"];
        yield return [ruleset.Adoption is { } act ? $"Adopted by {act.By} on {act.On:yyyy-MM-dd}: {act.Act}" : "No competent body has adopted this document: what is marked unverified only warns."];
        yield return [];
        foreach (string[] row in Required(kind, ruleset)) yield return row;
        foreach (string[] row in Sizes(kind, ruleset)) yield return row;
        yield return [];
        yield return ["Columns"];
        yield return ["column", "how it is filled", "values"];
        foreach (Column column in kind.Columns) yield return [column.HasLanguage ? $"{column.Name}@xx" : column.Name, FormOf(column), string.Join(", ", choices.Of(column).Take(40))];
        yield return [];
        yield return ["Legal basis"];
        yield return ["act", "about", "where", "confidence"];
        foreach (LegalBasis basis in ruleset.Basis) yield return [basis.Section is null ? basis.Act : $"{basis.Act}, {basis.Section}", basis.About, basis.Url ?? "", HubJson.NameOf(basis.Confidence)];
    }

    static IEnumerable<string[]> Required(IRecordKind kind, Ruleset ruleset)
    {
        RequiredElements[] all = [.. ruleset.RequiredElements.Where(r => r.Submission == kind.Name)];
        yield return ["Required"];
        yield return ["kind of record", "element", "columns (one of them must be filled)", "if missing", "legal basis", "confidence"];
        foreach (IReadOnlyList<Column> needed in kind.Needed) yield return ["every record", needed[0].Name, string.Join(", ", needed.Select(column => column.Name)), "reject", "", ""];
        foreach (RequiredElements required in all)
        {
            string of = required.CreditSystem is null ? required.Kind : $"{required.Kind} in {required.CreditSystem}";
            foreach (RequiredElement element in required.Elements)
                yield return [of, element.Name, string.Join(", ", element.AnyOf), EffectOf(element, element.Effect, ruleset), element.Source, HubJson.NameOf(element.Confidence)];
        }
    }

    static IEnumerable<string[]> Sizes(IRecordKind kind, Ruleset ruleset)
    {
        if (kind.Columns.All(column => column.Name != "creditPoints")) yield break;
        yield return [];
        yield return ["Credits"];
        yield return ["what", "rule", "if not met", "legal basis", "confidence"];
        foreach (EntrySize size in ruleset.Sizes)
            yield return [size.Kind, Bounds(size), EffectOf(size, size.Effect, ruleset), size.Source, HubJson.NameOf(size.Confidence)];
        foreach (MicroCredentialType type in ruleset.MicroCredentialTypes)
            yield return [$"micro-credential, type {type.Id}", type.About, EffectOf(type, type.Effect, ruleset), type.Source, HubJson.NameOf(type.Confidence)];
        foreach (CreditSystem system in ruleset.CreditSystems)
            foreach (HoursPerCredit hours in system.HoursPerCredit)
                yield return [hours.Component is null ? system.Id : $"{system.Id}, {hours.Component}", string.Create(CultureInfo.InvariantCulture, $"one credit is {hours.Min} to {hours.Max} {hours.HoursKind} hours"), EffectOf(hours, hours.Effect, ruleset), hours.Source, HubJson.NameOf(hours.Confidence)];
    }

    static string Bounds(EntrySize size)
    {
        string low = size.Min is { } min ? string.Create(CultureInfo.InvariantCulture, $"{(size.MinInclusive ? "from" : "above")} {min} ") : "";
        string high = size.Max is { } max ? string.Create(CultureInfo.InvariantCulture, $"{(size.MaxInclusive ? "up to" : "below")} {max} ") : "";
        return $"{low}{high}{size.CreditSystem}";
    }

    /// <summary>What really happens: unverified law does not reject until a body adopts it.</summary>
    static string EffectOf(IRule rule, RuleEffect effect, Ruleset ruleset) =>
        effect == RuleEffect.Reject && rule.Confidence == Confidence.Unverified && ruleset.Adoption is null ? "warn" : HubJson.NameOf(effect);

    static string FormOf(Column column) => column.Form switch
    {
        ColumnForm.List => "one value, or several divided by |",
        ColumnForm.Text => "text; the language stands in the name: title@pt",
        ColumnForm.TextList => "texts divided by |; the language stands in the name",
        _ => "one value",
    };
}
