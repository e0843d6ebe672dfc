using System.Text;
using System.Text.Json;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Submissions.Judging;

/// <summary>Writes the rejected rows of a chunk into the error file, each with its findings as one line of text.</summary>
static class RejectedRows
{
    public static bool IsRejected(JudgedRow row, ILookup<int, SettledRow> settled) => VerdictTally.DispositionOf(row, settled, out _) == Disposition.Rejected;

    public static async Task WriteAsync(IErrorFileWriter errors, ReadOnlyMemory<byte> chunk, ChunkIndex index, ILookup<int, SettledRow> settled, CancellationToken cancel)
    {
        foreach (JudgedRow row in index.Rows)
        {
            if (!IsRejected(row, settled)) continue;
            ReadOnlyMemory<byte> findings = index.Findings.Slice(row.FindingsOffset, row.FindingsLength);
            await errors.WriteAsync(chunk.Slice(row.RawOffset, row.RawLength), row.Row, TextOf(findings, settled[row.Row]), cancel);
        }
    }

    /// <summary><c>column: message (code)</c>, divided by <c>; </c>.</summary>
    static string TextOf(ReadOnlyMemory<byte> lines, IEnumerable<SettledRow> settled)
    {
        var text = new StringBuilder();
        while (!lines.IsEmpty)
        {
            int end = lines.Span.IndexOf((byte)'\n');
            using JsonDocument finding = JsonDocument.Parse(lines[..end]);
            JsonElement root = finding.RootElement;
            if (root.GetProperty("severity").GetString() == FindingWriter.NameOf(Severity.Reject))
                Append(text, root.TryGetProperty("column", out JsonElement column) ? column.GetString() : null, root.GetProperty("message").GetString()!, root.GetProperty("code").GetString()!);
            lines = lines[(end + 1)..];
        }

        foreach (SettledRow more in settled.Where(s => s.Disposition == Disposition.Rejected)) Append(text, more.Column, more.Finding.Message, more.Code);
        return text.ToString();
    }

    static void Append(StringBuilder text, string? column, string message, string code)
    {
        if (text.Length > 0) text.Append("; ");
        if (column is not null) text.Append(column).Append(": ");
        text.Append(message).Append(" (").Append(code).Append(')');
    }
}
