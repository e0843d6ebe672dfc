using System.Diagnostics.CodeAnalysis;

namespace Hub;

/// <summary>Hub-wide id of an organisation, such as <c>PT-ANQEP</c>: 2 to 64 of <c>A-Z a-z 0-9 . _ -</c>, starting with a letter or digit.</summary>
public readonly record struct OrganisationId
{
    public const int MaxLength = 64;

    OrganisationId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out OrganisationId id)
    {
        id = default;
        if (text is null || !IsValid(text)) return false;
        id = new OrganisationId(text);
        return true;
    }

    public static OrganisationId Parse(string text) =>
        TryParse(text, out OrganisationId id) ? id : throw new FormatException($"'{text}' is no organisation id.");

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is < 2 or > MaxLength || !char.IsAsciiLetterOrDigit(text[0])) return false;
        foreach (char c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')) return false;
        return true;
    }

    public override string ToString() => Value;
}
