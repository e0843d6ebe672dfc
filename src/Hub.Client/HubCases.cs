using System.Text.Json;

namespace Hub.Client;

/// <summary>A request that achievements of a learner count towards an entry of the catalogue.</summary>
/// <param name="Learner">Reference of a learner of whom you have sent something.</param>
/// <param name="Route">Route of the rules of the institution's country, such as unit-equivalence.</param>
/// <param name="Target">Public id of the entry.</param>
public sealed record HubRecognitionRequest(string Learner, string Route, string Target)
{
    /// <summary>Public ids of achievements of the learner, 99 at most, whoever sent them. None: the clock stands until evidence has come.</summary>
    public IReadOnlyList<string>? Achievements { get; init; }

    /// <summary>Who decides; null: whoever awards the target.</summary>
    public string? Institution { get; init; }

    /// <summary>Language the learner wants to be written to in, ISO 639-1; null: that of the institution's country.</summary>
    public string? Language { get; init; }

    /// <summary>E-mail address at which the learner wants to be told beside you, 254 characters at most.</summary>
    public string? Contact { get; init; }
}

/// <summary>A case as it stands in a list.</summary>
/// <param name="Stage">completeness, evaluation, review, decided, appeal-window, appeal or final; later versions may have more.</param>
/// <param name="Due">When the running term ends; null: none runs.</param>
/// <param name="IsEscalated">A due time has passed, and the case goes on waiting.</param>
/// <param name="LocalId">Your own key of a request that came in a file; null: it has none.</param>
public sealed record HubCaseItem(string Id, string Stage, string Provider, string Institution, string Route, DateTimeOffset? Due, bool IsEscalated, string? LocalId);

/// <summary>A case of recognition.</summary>
/// <param name="Stage">As in <see cref="HubCaseItem"/>.</param>
/// <param name="End">granted (by the hub), decided, withdrawn or closed-incomplete, and what later versions add; null: it goes on.</param>
/// <param name="Owed">Codes of what you owe; the clock stands meanwhile.</param>
/// <param name="Due">When the running term ends; null: none runs.</param>
/// <param name="IsDueEstablished">Whether the due time is that of the law; otherwise it only reminds.</param>
/// <param name="ExpectedOn">When the decision is expected, as you were last told of a delay.</param>
/// <param name="Outcome">Of the decision, such as full or partial; null: there is none, or it was not told yet.</param>
/// <param name="ByMachine">Whether the hub itself granted it.</param>
/// <param name="Evaluation">What was computed, with its findings and the rules it rests on.</param>
public sealed record HubCase(
    string Id, string Stage, string? End, string Provider, string Institution, string Country, string Learner, string Route, string Target, IReadOnlyList<string> Achievements, DateTimeOffset EnteredAt, DateTimeOffset? CompleteAt,
    IReadOnlyList<string> Owed, DateTimeOffset? Due, bool? IsDueEstablished, DateOnly? ExpectedOn, string? Outcome, bool? ByMachine, IReadOnlyList<string> Evidence, string? LocalId, JsonElement? Evaluation);
