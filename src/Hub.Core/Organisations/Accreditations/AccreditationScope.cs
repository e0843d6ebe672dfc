using System.Globalization;
using System.Text.Json;

namespace Hub.Organisations.Accreditations;

/// <summary>An accreditation of the register as far as it says what it covers. Limits that are empty do not limit.</summary>
/// <param name="Decision">Short name of the vocabulary <c>accreditation-decisions</c>, or words that are none of it; null: the record says nothing but that it was granted.</param>
/// <param name="ValidUntil">Last day; null: no end is set.</param>
public sealed record AccreditationScope(
    string Id, string Organisation, string Agency, string Type, string? Decision, string Status, DateOnly ValidFrom, DateOnly? ValidUntil,
    IReadOnlyList<string> Fields, IReadOnlyList<string> Levels, IReadOnlyList<string> Countries, IReadOnlyList<string> Entries, IReadOnlyList<string> EntryKinds,
    IReadOnlyList<string> Identifiers, string? Report)
{
    public static AccreditationScope Read(string id, ReadOnlyMemory<byte> canonicalJson)
    {
        using JsonDocument json = JsonDocument.Parse(canonicalJson);
        JsonElement root = json.RootElement;
        return new AccreditationScope(
            id, Text(root, "organisation")!, Text(root, "agency")!, Text(root, "type")!, Text(root, "decision"), Text(root, "status")!, Day(root, "validFrom")!.Value, Day(root, "validUntil"),
            List(root, "fields"), List(root, "eqfLevels"), List(root, "countries"), List(root, "entries"), List(root, "entryKinds"), List(root, "identifiers"), Text(root, "report"));
    }

    /// <summary>What keeps it from covering what is asked; none: it covers it.</summary>
    /// <param name="isOfParent">Whether it is that of an organisation above the one that is asked about.</param>
    public ScopeLimits LimitsFor(ScopeQuestion question, bool isOfParent = false)
    {
        ScopeLimits limits = ScopeLimits.None;
        if (question.On < ValidFrom || question.On > ValidUntil) limits |= ScopeLimits.Date;
        if (Decision is not (null or "positive" or "positive-with-conditions")) limits |= ScopeLimits.Decision;
        if (Status != "active") limits |= ScopeLimits.Status;
        if (question.Types.Count > 0 && !question.Types.Contains(Type)) limits |= ScopeLimits.Type;
        if (question.Fields is { } fields && !CoversFields(fields)) limits |= ScopeLimits.Field;
        if (question.Level is { } level && Levels.Count > 0 && !Levels.Contains(level)) limits |= ScopeLimits.Level;
        if (question.Country is { } country && Countries.Count > 0 && !Countries.Contains(country)) limits |= ScopeLimits.Country;
        if (question.Kind is { } kind && !CoversKind(kind)) limits |= ScopeLimits.Kind;
        if (!CoversProgramme(question)) limits |= ScopeLimits.Programme;
        if (isOfParent && !AccreditationTypes.IsOfInstitution(Type)) limits |= ScopeLimits.Organisation;
        return limits;
    }

    // ISCED-F 2013: a code of two digits is a broad field, and what begins with it lies in it.
    bool CoversFields(IReadOnlyList<string> fields) =>
        Fields.Count == 0 || (fields.Count > 0 && fields.All(field => Fields.Any(limit => field.StartsWith(limit, StringComparison.Ordinal))));

    bool CoversKind(string kind) => EntryKinds.Count > 0 ? EntryKinds.Contains(kind) : Type != AccreditationTypes.ShortProgrammes || kind != "qualification";

    bool CoversProgramme(ScopeQuestion question)
    {
        bool named = question.Named.Any(name => name == Id || name == Report || Identifiers.Contains(name));
        if (Entries.Count > 0) return named || (question.Entries is { } entries && entries.Any(Entries.Contains));
        return named || !AccreditationTypes.IsOfProgrammes(Type);
    }

    static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    static DateOnly? Day(JsonElement root, string name) => Text(root, name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    static string[] List(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Number ? v.GetRawText() : v.GetString()!)] : [];
}
