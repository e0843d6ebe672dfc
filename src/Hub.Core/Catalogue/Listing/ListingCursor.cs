using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Hub.Ports;
using Hub.Records;

namespace Hub.Catalogue.Listing;

/// <summary>Which candidates a filtered listing goes through.</summary>
enum ListingSource
{
    /// <summary>All entries, partition by partition.</summary>
    Entries,

    /// <summary>Entries an organisation sent: the same keys, a short range of each partition.</summary>
    Own,

    /// <summary>Entries of others that name the organisation, from the index of links.</summary>
    Named,

    /// <summary>Changes of the feed.</summary>
    Changes,
}

/// <summary>A place to go on from: a key or a number, not a count, so that every page costs the same.</summary>
/// <param name="Partition">For what lies in the partitions of entries.</param>
/// <param name="From">Key to go on from, or the number of the feed after which to go on.</param>
readonly record struct ListingCursor(ListingSource Source, int Partition, string From)
{
    /// <summary>Rows of the scheme itself begin with <c>!</c>, which sorts before every letter and digit.</summary>
    public const string FirstRow = "\"";

    const string Letters = "eonc";

    public long Sequence => long.Parse(From, NumberStyles.None, CultureInfo.InvariantCulture);

    public static ListingCursor At(ListingSource source, int partition, string from) => new(source, partition, from);

    public static ListingCursor After(long sequence) => new(ListingSource.Changes, 0, sequence.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads a cursor; it can be forged, so it must not reach rows of the scheme, whose bodies are no records.</summary>
    public static bool TryParse(string text, out ListingCursor cursor)
    {
        cursor = default;
        if (!Base64Url.IsValid(text)) return false;
        string plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        if (plain.Length < 4 || Letters.IndexOf(plain[0], StringComparison.Ordinal) is not (>= 0 and var source)) return false;
        if (!int.TryParse(plain.AsSpan(1, 2), NumberStyles.AllowHexSpecifier, null, out int partition) || partition >= RecordKeys.PartitionCount) return false;
        cursor = new ListingCursor((ListingSource)source, partition, plain[3..]);
        return cursor.Source == ListingSource.Changes ? long.TryParse(cursor.From, NumberStyles.None, CultureInfo.InvariantCulture, out _) : IsKey(cursor.From);
    }

    static bool IsKey(string key) => string.CompareOrdinal(key, FirstRow) >= 0 && key.Length < TableLimits.MaxKeyLength - 16
        && !key.AsSpan().ContainsAnyExceptInRange(' ', '~') && !key.AsSpan().ContainsAny("/\\#?");

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Letters[(int)Source]}{Partition:x2}{From}"));
}
