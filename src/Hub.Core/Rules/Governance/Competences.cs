using System.Text.Json;
using Hub.Organisations;
using Hub.Records;
using Hub.Rules.Adoptions;

namespace Hub.Rules.Governance;

/// <summary>
/// Which registrar is competent for which entry. The rules name bodies; an operator says which organisation of the register is one
/// of them by the identifier <c>BODY:id</c>. A registrar whose organisation is no such body is a general one and decides
/// everything, as does everybody where the rules name no body: a hub with one registrar needs no mapping.
/// </summary>
public sealed class Competences(RulesInForce rules, RecordTable records, TimeProvider clock)
{
    public const string Scheme = "BODY";

    /// <summary>What a caller is competent for now. Use it for one request: it remembers what it has looked up.</summary>
    public async Task<CompetenceOfCaller> OfAsync(Caller caller, CompetenceTask task, CancellationToken cancel)
    {
        RegisteredBody body = await RegisteredBody.FindAsync(records, caller.Organisation.Value, cancel);
        return new CompetenceOfCaller(body.Bodies, task, await rules.NowAsync(cancel), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), records);
    }
}

/// <summary>What one caller may decide.</summary>
public sealed class CompetenceOfCaller
{
    readonly IReadOnlySet<string> _bodies;
    readonly CompetenceTask _task;
    readonly IRulesets _rulesets;
    readonly DateOnly _today;
    readonly RecordTable _records;
    readonly Dictionary<string, RegisteredBody> _awarding = new(StringComparer.Ordinal);

    internal CompetenceOfCaller(IReadOnlySet<string> bodies, CompetenceTask task, IRulesets rulesets, DateOnly today, RecordTable records) =>
        (_bodies, _task, _rulesets, _today, _records) = (bodies, task, rulesets, today, records);

    /// <summary>Whether the caller's organisation is one of the bodies the rules name; if not, it is a general registrar.</summary>
    public bool IsOfABody => _bodies.Count > 0;

    /// <param name="owner">Organisation the entry belongs to; it awards where the entry names nobody else.</param>
    /// <param name="entry">The entry in canonical JSON; null where it is too large to be kept: what is not known excludes nobody.</param>
    public async Task<bool> MayDecideAsync(string owner, JsonElement? entry, CancellationToken cancel)
    {
        if (!IsOfABody) return true;
        string awarding = Text(entry, "awardingBody") ?? owner;
        if (!_awarding.TryGetValue(awarding, out RegisteredBody? body)) _awarding[awarding] = body = await RegisteredBody.FindAsync(_records, awarding, cancel);
        Ruleset ruleset = _rulesets.For(body.Country, _today);
        if (!string.Equals(ruleset.Country, body.Country, StringComparison.OrdinalIgnoreCase)) return true;
        Competence[] competent = [.. ruleset.Governance.Where(c => c.Task == _task && Covers(c, body, entry))];
        return competent.Length == 0 || competent.Any(c => _bodies.Contains(c.BodyId));
    }

    static bool Covers(Competence competence, RegisteredBody awarding, JsonElement? entry) =>
        (competence.Sectors.Count == 0 || awarding.Sectors.Count == 0 || competence.Sectors.Any(awarding.Sectors.Contains))
        && (competence.Levels.Count == 0 || Text(entry, "nqfLevel") is not { } level || competence.Levels.Contains(level, StringComparer.OrdinalIgnoreCase))
        && (competence.Kinds.Count == 0 || Text(entry, "kind") is not { } kind || competence.Kinds.Contains(kind, StringComparer.Ordinal));

    static string? Text(JsonElement? entry, string property) => entry is { } json && json.TryGetProperty(property, out JsonElement value) ? value.GetString() : null;
}

/// <summary>What competence asks of an organisation of the register.</summary>
/// <param name="Country">Null when it is not registered.</param>
/// <param name="Sectors">Empty: not known.</param>
/// <param name="Bodies">Bodies of the rules it is.</param>
sealed record RegisteredBody(string? Country, IReadOnlySet<string> Sectors, IReadOnlySet<string> Bodies)
{
    static readonly RegisteredBody Unknown = new(null, new HashSet<string>(), new HashSet<string>());

    public static async Task<RegisteredBody> FindAsync(RecordTable records, string id, CancellationToken cancel)
    {
        if (!OrganisationId.IsValid(id) || await records.FindAsync(OrganisationRegister.Table, id, cancel) is not { } record) return Unknown;
        using JsonDocument json = JsonDocument.Parse(record.Json);
        const string prefix = Competences.Scheme + ":";
        return new RegisteredBody(
            json.RootElement.TryGetProperty("country", out JsonElement country) ? country.GetString() : null,
            Texts(json.RootElement, "sectors").ToHashSet(StringComparer.Ordinal),
            Texts(json.RootElement, "identifiers").Where(i => i.StartsWith(prefix, StringComparison.Ordinal)).Select(i => i[prefix.Length..]).ToHashSet(StringComparer.Ordinal));
    }

    static IEnumerable<string> Texts(JsonElement json, string property) =>
        json.TryGetProperty(property, out JsonElement list) ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];
}
