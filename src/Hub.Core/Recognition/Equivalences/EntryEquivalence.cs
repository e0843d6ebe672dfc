namespace Hub.Recognition.Equivalences;

/// <summary>What somebody competent declared to stand for an entry of the catalogue. It is ended, never changed: old decisions rest on it.</summary>
/// <param name="Number">1 for the first one declared for the entry.</param>
/// <param name="From">Public id of the entry that stands for it.</param>
/// <param name="IsWhole">Whether it stands for all of it, or for a part.</param>
/// <param name="Basis">Act, agreement or decision it rests on.</param>
/// <param name="ValidFrom">First day.</param>
/// <param name="ValidUntil">Last day; null: no end is set.</param>
/// <param name="DeclaredBy">Organisation.</param>
/// <param name="RecordedBy">Id of the key.</param>
public sealed record EntryEquivalence(int Number, string From, bool IsWhole, string Basis, DateOnly ValidFrom, DateOnly? ValidUntil, string DeclaredBy, DateTimeOffset RecordedAt, string RecordedBy)
{
    /// <summary>Whether there is a day on which both hold.</summary>
    internal bool Meets(EntryEquivalence other) => From == other.From && ValidFrom <= (other.ValidUntil ?? DateOnly.MaxValue) && other.ValidFrom <= (ValidUntil ?? DateOnly.MaxValue);

    internal bool IsSameAs(EntryEquivalence other) => (From, IsWhole, Basis, ValidFrom, ValidUntil) == (other.From, other.IsWhole, other.Basis, other.ValidFrom, other.ValidUntil);
}
