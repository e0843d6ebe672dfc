using Hub.Catalogue;
using Hub.Recognition.Requests.Files;
using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Formats.Templates;

/// <summary>The values a column offers: those of its vocabulary, or those the country's rules know.</summary>
public sealed class TemplateChoices(Vocabularies vocabularies, Ruleset ruleset)
{
    /// <summary>Empty where anything may be written.</summary>
    public IReadOnlyList<string> Of(Column column)
    {
        if (column.Vocabulary is { } vocabulary) return [.. vocabulary(vocabularies).Concepts.Select(concept => concept.Name)];
        if (column.Name == CatalogueColumns.CreditSystem.Name) return [.. ruleset.CreditSystems.Select(system => system.Id).Union(vocabularies.CreditSystems.Concepts.Select(concept => concept.Name))];
        if (column.Name == CatalogueColumns.CreditComponent.Name) return [.. ruleset.CreditSystems.SelectMany(system => system.Components).Select(component => component.Id).Distinct()];
        if (column.Name == CatalogueColumns.NqfFramework.Name) return [.. ruleset.Frameworks.Select(framework => framework.Id)];
        if (column == FileRequestColumns.Route) return [.. ruleset.RecognitionRoutes.Select(route => route.Id)];
        return column.Name == CatalogueColumns.NqfLevel.Name ? [.. ruleset.Frameworks.SelectMany(framework => framework.Levels).Select(level => level.Level).Distinct()] : [];
    }
}
