using System.Text;

namespace Hub.Pipeline.Tests.Support;

/// <summary>Small files of catalogue entries.</summary>
public static class Files
{
    public const string Header = "localId,kind,title@en,workloadHours,hoursKind,partOf,status,awardingBody\n";

    public static string Of(params IEnumerable<string> rows) => Header + string.Concat(rows.Select(r => r + "\n"));

    public static string Row(string localId, string title = "Welding", string partOf = "", string status = "", string body = "", string hours = "25") =>
        $"{localId},unit,{title},{hours},training,{partOf},{status},{body}";

    public static string Rows(int count, Func<int, string> title) => Of(Enumerable.Range(0, count).Select(i => Row($"U-{i}", title(i))));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A table without quotes as a JSON array of objects.</summary>
    public static string AsJson(string csv)
    {
        string[][] table = [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(','))];
        return System.Text.Json.JsonSerializer.Serialize(table.Skip(1).Select(row => table[0].Zip(row).ToDictionary(cell => cell.First, cell => cell.Second)));
    }
}
