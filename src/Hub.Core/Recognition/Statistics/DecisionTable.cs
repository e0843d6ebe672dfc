using System.Globalization;
using System.Text;
using Hub.Releases;
using Hub.Submissions.Layout;

namespace Hub.Recognition.Statistics;

/// <summary><c>decisions.csv</c>: the statistics as a table for people.</summary>
public static class DecisionTable
{
    public const string FileName = "decisions.csv", Name = "decisions";

    /// <summary>Characters with which a spreadsheet takes a cell for a formula.</summary>
    static readonly System.Buffers.SearchValues<char> Formula = System.Buffers.SearchValues.Create("=+-@\t\r");

    public static readonly IReadOnlyList<string> Key = ["month", "body", "route", "outcome"];

    public static readonly IReadOnlyList<ReleaseColumn> Columns = [.. Key.Select(k => new ReleaseColumn(k)), new ReleaseColumn("decisions", Type: ColumnType.Integer)];

    public static byte[] Write(IReadOnlyList<DecisionCount> counts)
    {
        var text = new StringBuilder(string.Join(',', Columns.Select(c => c.Header))).Append("\r\n");
        foreach (DecisionCount count in counts)
            text.Append(CultureInfo.InvariantCulture, $"{Cell(count.Month)},{Cell(count.Body)},{Cell(count.Route)},{HubJson.NameOf(count.Outcome)},{count.Decisions}\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    internal static string Cell(string value)
    {
        if (value.Length > 0 && Formula.Contains(value[0])) value = "'" + value;
        return value.AsSpan().ContainsAny("\",\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
