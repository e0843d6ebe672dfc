using System.Security.Cryptography;
using System.Text;

namespace Hub.Formats.Elm;

/// <summary>Turns the URIs of a file into the keys of the hub: the same URI always into the same key.</summary>
internal static class ElmIds
{
    /// <summary>Name of the scheme of identifiers that a hub gave.</summary>
    public const string HubScheme = "hub";

    const int ReadableLength = 60;

    /// <summary>The URI itself where it can be a key, else its end with a hash of the whole behind it.</summary>
    public static string LocalIdOf(string uri)
    {
        if (RecordId.IsLocalId(uri) && !uri.Contains('|')) return uri;
        var readable = new StringBuilder(ReadableLength);
        foreach (char c in LastPart(uri).TakeLast(ReadableLength))
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') readable.Append(c);
        return $"{readable}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uri)).AsSpan(0, 16))}";
    }

    /// <summary>The key of a record: the public id it has in a hub where it says one, else what its URI gives.</summary>
    public static string LocalIdOf(ElmEntity record) => HubIdOf(record) ?? LocalIdOf(record.Id);

    /// <summary>The public id of an entry, from an identifier whose scheme is called hub; null where there is none.</summary>
    public static string? HubIdOf(ElmEntity record)
    {
        Dictionary<int, string> schemes = record.Schemes();
        foreach (ElmValue notation in record.Of(ElmField.IdentifierNotation))
            if (HubScheme.Equals(schemes.GetValueOrDefault(notation.Index), StringComparison.OrdinalIgnoreCase) && RecordId.TryParse(notation.Text, out _) && RecordId.IsLocalId(notation.Text) && !notation.Text.Contains('|')) return notation.Text;
        return null;
    }

    /// <summary>
    /// The id the register gave an organisation: an identifier whose scheme is called hub, else the last part of the organisation's
    /// URI. Null where neither can be one.
    /// </summary>
    public static string? OrganisationOf(ElmEntity organisation)
    {
        Dictionary<int, string> schemes = organisation.Schemes();
        foreach (ElmValue notation in organisation.Of(ElmField.IdentifierNotation))
            if (HubScheme.Equals(schemes.GetValueOrDefault(notation.Index), StringComparison.OrdinalIgnoreCase) && OrganisationId.IsValid(notation.Text)) return notation.Text;

        string last = LastPart(organisation.Id);
        return OrganisationId.IsValid(last) ? last : null;
    }

    /// <summary>What stands behind the last divider of a URI.</summary>
    public static string LastPart(string uri)
    {
        string whole = uri.TrimEnd('/', '#');
        return whole[(whole.LastIndexOfAny(['/', '#', ':', '=']) + 1)..];
    }
}
