using System.Text.Json;

namespace Hub.Releases.TakeDowns;

public enum TakeDownState
{
    /// <summary>To be carried out.</summary>
    Ordered,

    /// <summary>The record is hidden, and no file that has it is published.</summary>
    Done,

    /// <summary>To be lifted.</summary>
    Lifting,

    /// <summary>The record is what its owner has it as. Files that were withdrawn do not come back.</summary>
    Lifted,
}

/// <summary>A record that the law does not allow to be published.</summary>
/// <param name="Kind">Kind of the record: catalogue or accreditations.</param>
/// <param name="Reason">For the public, without personal values.</param>
/// <param name="Basis">The law or order it rests on.</param>
/// <param name="By">Organisation of the publisher who ordered it.</param>
/// <param name="Sequence">Releases up to this number of the feed may have the record; null until it is known.</param>
public sealed record TakeDown(string Kind, string Id, string Reason, string Basis, OrganisationId By, string KeyId, DateTimeOffset At, TakeDownState State, long? Sequence = null, DateTimeOffset? LiftedAt = null)
{
    /// <summary>Whether the public is not to see the record.</summary>
    public bool IsDown => State is TakeDownState.Ordered or TakeDownState.Done;

    public string Why => $"{Reason} ({Basis})";
}

/// <summary>Message of the queue: names the record.</summary>
public sealed record TakeDownWork(string Kind, string Id)
{
    public string ToMessage() => JsonSerializer.Serialize(this, HubJson.Options);

    public static TakeDownWork Parse(string message) => JsonSerializer.Deserialize<TakeDownWork>(message, HubJson.Options) ?? throw new InvalidDataException("The message is empty.");
}
