using System.Text.Json;

namespace Hub.Learners;

/// <summary>
/// The row of a learner's key. It holds the key wrapped, never the identifier; merges are pointers between these rows, so that a split
/// gives every achievement back to the learner its identifier named. Of an erased learner only the day stays.
/// </summary>
/// <param name="Key">The wrapped key; null once erased.</param>
/// <param name="Identity">Row of the identity, to find it when the learner is erased; null once erased.</param>
/// <param name="MergedInto">Reference that stands for this one too; null where it stands for itself.</param>
/// <param name="Aliases">References merged into this one.</param>
/// <param name="History">Merges and splits, oldest first, at most the last 50.</param>
/// <param name="ErasedAt">When the learner was erased.</param>
/// <param name="Restriction">While processing is restricted.</param>
/// <param name="Subjects">Rows of the identity providers' subjects that are the learner, to find them when it is erased.</param>
sealed record LearnerRow(
    string? Key, string? Identity, string? MergedInto = null, IReadOnlyList<string>? Aliases = null, IReadOnlyList<LearnerStep>? History = null,
    DateTimeOffset? ErasedAt = null, LearnerRestriction? Restriction = null, IReadOnlyList<string>? Subjects = null)
{
    public const string Prefix = "k~";
    const int MostSteps = 50;

    public static string RowOf(LearnerReference reference) => Prefix + reference.Value;

    public static LearnerRow Read(ReadOnlyMemory<byte> body) => JsonSerializer.Deserialize<LearnerRow>(body.Span, HubJson.Options)!;

    /// <summary>The references that are this learner: itself and what was merged into it.</summary>
    public IReadOnlyList<LearnerReference> AllOf(LearnerReference own) => [own, .. (Aliases ?? []).Select(a => new LearnerReference(a))];

    /// <summary>The wrapped key alone: an import asks for thousands and for nothing else of the row.</summary>
    public static string? KeyOf(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isKey = reader.ValueTextEquals("key"u8);
            reader.Read();
            if (isKey) return reader.GetString();
            reader.Skip();
        }

        return null;
    }

    public byte[] ToBody() => JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options);

    public LearnerRow With(LearnerStep step) => this with { History = [.. (History ?? []).TakeLast(MostSteps - 1), step] };
}

/// <summary>A merge or a split, as both learners' rows keep it.</summary>
/// <param name="What"><c>merged-into</c>, <c>took-in</c>, <c>split-from</c> or <c>let-go</c>.</param>
/// <param name="Other">Reference of the other learner.</param>
/// <param name="By">API key that did it.</param>
public sealed record LearnerStep(string What, string Other, DateTimeOffset At, string By);

/// <summary>Why a learner's data are kept but not used (Regulation (EU) 2016/679, article 18).</summary>
/// <param name="Source">Legal basis, as the ruleset names it, or as the registrar does.</param>
public sealed record LearnerRestriction(DateTimeOffset At, string By, string Source);
