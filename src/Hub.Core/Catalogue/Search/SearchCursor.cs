using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hub.Catalogue.Search;

/// <summary>A place in the order of what was found: the best first, those alike by id. The next page is what comes behind it, whatever was added meanwhile.</summary>
readonly record struct SearchCursor(int Score, string Id) : IComparable<SearchCursor>
{
    public static readonly IComparer<SearchCursor> WorstFirst = Comparer<SearchCursor>.Create((a, b) => b.CompareTo(a));

    public int CompareTo(SearchCursor other) => Score != other.Score ? other.Score.CompareTo(Score) : string.CompareOrdinal(Id, other.Id);

    public static bool TryParse(string text, out SearchCursor cursor)
    {
        cursor = default;
        if (text.Length > 1000 || !Base64Url.IsValid(text)) return false;
        string plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        int divider = plain.IndexOf(' ', StringComparison.Ordinal);
        if (divider < 0 || !int.TryParse(plain.AsSpan(0, divider), NumberStyles.None, CultureInfo.InvariantCulture, out int score)) return false;
        cursor = new SearchCursor(score, plain[(divider + 1)..]);
        return true;
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Score} {Id}")));
}
