using Hub.Submissions.Cells;
using Hub.Submissions.Findings;

namespace Hub.Submissions.Layout;

/// <summary>Ids and addresses that have a form of their own. Each is read into the one form the hub stores.</summary>
static class PartForms
{
    const string EscoSkillPrefix = "http://data.europa.eu/esco/skill/";
    const string EscoSkillPrefixSecure = "https://data.europa.eu/esco/skill/";

    [ThreadStatic]
    static string? s_lastOrganisation;

    /// <summary>Id of an organisation.</summary>
    public static string? Organisation(ReadOnlySpan<char> part, RowReading row)
    {
        if (!OrganisationId.IsValid(part))
        {
            row.Add(CellFindings.NotAnOrganisation);
            return null;
        }
        // Most rows of a file name the same few organisations.
        if (s_lastOrganisation is { } last && part.SequenceEqual(last)) return last;
        return s_lastOrganisation = part.ToString();
    }

    /// <summary>A record of the same organisation by its local id, or of any organisation by its public id; the public id either way.</summary>
    public static string? Record(ReadOnlySpan<char> part, RowReading row)
    {
        int divider = part.IndexOf('~');
        if (divider > 0 && OrganisationId.IsValid(part[..divider]) && RecordId.IsLocalId(part[(divider + 1)..])) return part.ToString();
        if (RecordId.IsLocalId(part)) return string.Concat(row.Scope.Organisation.Value, "~", part);
        row.Add(CellFindings.NotARecord);
        return null;
    }

    /// <summary><c>scheme:value</c>, the scheme in capitals.</summary>
    public static string? Identifier(ReadOnlySpan<char> part, RowReading row)
    {
        int colon = part.IndexOf(':');
        ReadOnlySpan<char> scheme = colon < 0 ? default : CellText.Trim(part[..colon]);
        ReadOnlySpan<char> value = colon < 0 ? default : CellText.Trim(part[(colon + 1)..]);
        if (scheme.Length is < 1 or > 32 || value.IsEmpty || !IsScheme(scheme))
        {
            row.Add(CellFindings.NotAnIdentifier);
            return null;
        }
        Span<char> upper = stackalloc char[scheme.Length];
        scheme.ToUpperInvariant(upper);
        return string.Concat(upper, ":", value);
    }

    /// <summary>An ESCO skill by its URI, or by the last part of it.</summary>
    public static string? EscoSkill(ReadOnlySpan<char> part, RowReading row)
    {
        ReadOnlySpan<char> id = part;
        if (id.StartsWith(EscoSkillPrefix, StringComparison.OrdinalIgnoreCase)) id = id[EscoSkillPrefix.Length..];
        else if (id.StartsWith(EscoSkillPrefixSecure, StringComparison.OrdinalIgnoreCase)) id = id[EscoSkillPrefixSecure.Length..];
        else if (!Guid.TryParseExact(id, "D", out _)) id = default;
        if (id.IsEmpty || id.Length > 64 || id.ContainsAnyExcept(IdCharacters))
        {
            row.Add(CellFindings.NotASkill);
            return null;
        }
        return string.Concat(EscoSkillPrefix, id);
    }

    static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_");

    static bool IsScheme(ReadOnlySpan<char> scheme)
    {
        foreach (char c in scheme)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')) return false;
        return true;
    }

    /// <summary>The provider's own key of the row. Its public id stands for it too: what the hub publishes can be sent back as it is.</summary>
    public static string? LocalId(ReadOnlySpan<char> cell, RowReading row)
    {
        ReadOnlySpan<char> own = row.Scope.Organisation.Value;
        if (cell.StartsWith(own) && cell.Length > own.Length && cell[own.Length] == '~' && RecordId.IsLocalId(cell[(own.Length + 1)..])) cell = cell[(own.Length + 1)..];
        if (RecordId.IsLocalId(cell)) return cell.ToString();
        row.Add(RowFindings.LocalIdInvalid);
        return null;
    }
}
