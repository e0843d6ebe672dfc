using System.Diagnostics.CodeAnalysis;

namespace Hub;

/// <summary>
/// Public id of a record an organisation owns: <c>&lt;org&gt;~&lt;localId&gt;</c>. The organisation's part holds no <c>~</c>,
/// so the first one divides; the local id is the provider's own key, kept as sent.
/// </summary>
public readonly record struct RecordId(OrganisationId Organisation, string LocalId)
{
    /// <summary>Longest local id in bytes of UTF-8.</summary>
    public const int MaxLocalIdBytes = 256;

    /// <summary>
    /// Longest local id as it stands in a storage key, where what is no letter or digit takes three characters a byte: with
    /// the organisation before it and a version behind it the key keeps to <see cref="Ports.TableLimits.MaxKeyLength"/>.
    /// </summary>
    public const int MaxEscapedLength = 432;

    public override string ToString() => $"{Organisation.Value}~{LocalId}";

    public static bool TryParse([NotNullWhen(true)] string? text, out RecordId id)
    {
        id = default;
        int divider = text?.IndexOf('~', StringComparison.Ordinal) ?? -1;
        if (divider < 0 || !OrganisationId.TryParse(text![..divider], out OrganisationId organisation)) return false;
        string localId = text[(divider + 1)..];
        if (!IsLocalId(localId)) return false;
        id = new RecordId(organisation, localId);
        return true;
    }

    /// <summary>A local id is 1 to 256 bytes of UTF-8, fewer when most must be escaped, without control characters and without space at its ends.</summary>
    public static bool IsLocalId(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > MaxLocalIdBytes) return false;
        if (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) return false;
        foreach (char c in text)
            if (char.IsControl(c) || char.IsSurrogate(c)) return false;
        return System.Text.Encoding.UTF8.GetByteCount(text) <= MaxLocalIdBytes && Records.RecordKeys.EscapedLength(text) <= MaxEscapedLength;
    }
}
