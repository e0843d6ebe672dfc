using System.Text;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Columns;

/// <summary>Column names as people write them.</summary>
public static class ColumnName
{
    /// <summary>Lower case letters and digits only: <c>Local ID</c>, <c>local_id</c> and <c>localId</c> are one name.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (char c in name)
            if (char.IsLetterOrDigit(c)) folded.Append(Plain(char.ToLowerInvariant(c)));
        return folded.ToString();
    }

    // Greek capitals carry no accents and know one sigma only.
    static char Plain(char c) => c switch
    {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' or 'ϊ' or 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' or 'ϋ' or 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        _ => c,
    };

    /// <summary>
    /// The language at the end of <c>title@pt</c>, <c>title (pt)</c>, <c>title_pt</c>, <c>title-pt</c> or <c>title pt</c>, and the
    /// name before it; null when there is none.
    /// </summary>
    public static (string Name, string Language)? SplitLanguage(string name)
    {
        string open = name.EndsWith(')') ? name[..^1] : name;
        if (open.Length < 4) return null;
        string language = open[^2..].ToLowerInvariant();
        char before = open[^3];
        bool separated = open.Length < name.Length ? before == '(' : before is '@' or '_' or '-' or ' ';
        return separated && LanguageCodes.Has(language) ? (open[..^3].TrimEnd(), language) : null;
    }

    /// <summary>Reads a canonical name with or without language (<c>localId</c>, <c>title@pt</c>), exactly as the columns are named.</summary>
    public static ColumnUse? Canonical(string text, IRecordKind kind, string sourceName)
    {
        int at = text.IndexOf('@', StringComparison.Ordinal);
        string name = at < 0 ? text : text[..at];
        string? language = at < 0 ? null : text[(at + 1)..];
        foreach (Column column in kind.Columns)
        {
            if (!column.Name.Equals(name, StringComparison.Ordinal)) continue;
            return column.HasLanguage == (language is not null) && (language is null || LanguageCodes.Has(language)) ? new ColumnUse(column, language, sourceName) : null;
        }

        return null;
    }
}
