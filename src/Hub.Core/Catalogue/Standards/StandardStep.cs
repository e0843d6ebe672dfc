namespace Hub.Catalogue.Standards;

/// <summary>One step in the life of a standard, as it was decided. Steps are only ever added.</summary>
/// <param name="State">State the standard is in from this step on.</param>
/// <param name="On">Day of the decision.</param>
/// <param name="By">Body that decided, in words.</param>
/// <param name="Act">The act it decided by.</param>
/// <param name="SupersededBy">Public id of the entry that took its place; null in every other state.</param>
/// <param name="Organisation">Organisation of the registrar who recorded it.</param>
/// <param name="RecordedBy">API key that recorded it.</param>
public sealed record StandardStep(string State, DateOnly On, string By, string Act, string? SupersededBy, DateTimeOffset RecordedAt, string Organisation, string RecordedBy)
{
    /// <summary>Whether two records are about the same decision.</summary>
    public bool IsSameDecision(StandardStep other) => (State, On, By, Act, SupersededBy) == (other.State, other.On, other.By, other.Act, other.SupersededBy);
}

/// <summary>The steps of an entry's standard, first to last.</summary>
public sealed record StandardHistory(string EntryId, IReadOnlyList<StandardStep> Steps)
{
    /// <summary>Null: no step has been recorded.</summary>
    public string? State => Steps.Count == 0 ? null : Steps[^1].State;
}
