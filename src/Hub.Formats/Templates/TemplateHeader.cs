using Hub.Submissions.Layout;

namespace Hub.Formats.Templates;

/// <summary>One column of a template.</summary>
/// <param name="Name">Canonical name, with its language where it carries texts.</param>
public sealed record TemplateColumn(string Name, Column Column);

/// <summary>The columns of a template: the canonical ones in canonical order.</summary>
public static class TemplateHeader
{
    /// <param name="languages">ISO 639-1 codes; every column of texts appears once for each.</param>
    public static IReadOnlyList<TemplateColumn> Of(IRecordKind kind, IReadOnlyList<string> languages)
    {
        if (languages.Count == 0) throw new ArgumentException("A template needs at least one language for its texts.", nameof(languages));
        return [.. kind.Columns.SelectMany(column => column.HasLanguage ? languages.Select(language => new TemplateColumn($"{column.Name}@{language}", column)) : [new TemplateColumn(column.Name, column)])];
    }
}
