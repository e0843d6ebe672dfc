using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Client;

/// <summary>A question about a case, or about a request that nobody has made.</summary>
public sealed record HubWhatIf
{
    /// <summary>Id of a case you are a party of; then nothing else is given but <see cref="Planned"/>, <see cref="AsOf"/> and <see cref="Ruleset"/>.</summary>
    public string? Case { get; init; }

    /// <summary>Reference of a learner of whom you have sent something; null: somebody who has nothing but what is planned.</summary>
    public string? Learner { get; init; }

    /// <summary>Route of the rules of the institution's country, such as unit-equivalence.</summary>
    public string? Route { get; init; }

    /// <summary>Public id of the entry the achievements would count towards.</summary>
    public string? Target { get; init; }

    /// <summary>Public ids of achievements of the learner, 99 at most; null: those you have sent.</summary>
    public IReadOnlyList<string>? Achievements { get; init; }

    /// <summary>Public ids of entries as if they had been achieved, 20 at most.</summary>
    public IReadOnlyList<string>? Planned { get; init; }

    /// <summary>Who would decide; null: whoever awards the target.</summary>
    public string? Institution { get; init; }

    /// <summary>Day that counts and whose law does; null: today, and of a case the law it was entered under.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>SHA-256 of a ruleset, or country/effective-date: its law instead.</summary>
    public string? Ruleset { get; init; }
}

/// <summary>Recognition of what learners have achieved.</summary>
public sealed class HubRecognitions
{
    readonly HubConnection _hub;

    internal HubRecognitions(HubConnection hub) => _hub = hub;

    /// <summary>What recognition would come to: parts, aspects, proposal, caps and the rules it rests on. Nothing is stored but that the achievements of a learner were read.</summary>
    public Task<JsonElement> AskWhatIfAsync(HubWhatIf question, CancellationToken cancel = default) =>
        _hub.ReadAsync<JsonElement>(HubRoute.AskWhatIf, HubRoute.AskWhatIf.At(null), cancel, request => request.Content = JsonContent.Create(question, options: HubConnection.Json));
}
