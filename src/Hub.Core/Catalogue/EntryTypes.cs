using System.Text.Json;
using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Catalogue;

/// <summary>Rules about types of micro-credentials, where a country tells them apart.</summary>
static class EntryTypes
{
    public static void Judge(CatalogueEntry entry, RowReading row, Ruleset ruleset)
    {
        if (ruleset.MicroCredentialTypes.Count == 0 || entry.Kind?.Name != "micro-credential" || !row.Has(CatalogueColumns.MicroCredentialType)) return;
        entry.MicroCredentialType = ruleset.FindMicroCredentialType(row.Cell(CatalogueColumns.MicroCredentialType));
        if (entry.MicroCredentialType is not { } type)
        {
            string known = string.Join(", ", ruleset.MicroCredentialTypes.Select(t => t.Id));
            row.Add(CatalogueColumns.MicroCredentialType, EntryFindings.MicroCredentialType, ruleset.MicroCredentialTypes[0], ruleset, ruleset.MicroCredentialTypes[0].Effect, known);
            return;
        }
        if (type.LevelRule is not { } level) return;
        // Whether the level is that of the programme is seen where the programme is: EntrySources.
        if (level.Value == LevelRule.OfSourceProgramme && !row.Has(CatalogueColumns.DerivedFrom))
            row.Add(CatalogueColumns.DerivedFrom, EntryFindings.TypeWithoutSource, level, ruleset, type.Effect, type.Id);
        if (level.Value != LevelRule.OfSourceProgramme && !row.Has(CatalogueColumns.NqfLevel))
            row.Add(CatalogueColumns.NqfLevel, EntryFindings.TypeWithoutLevel, level, ruleset, type.Effect, type.Id);
    }

    public static void Write(Utf8JsonWriter json, CatalogueEntry entry, RowReading row)
    {
        if (entry.MicroCredentialType is { } type) json.WriteStringValue(type.Id);
        else json.WriteStringValue(row.Cell(CatalogueColumns.MicroCredentialType));
    }
}
