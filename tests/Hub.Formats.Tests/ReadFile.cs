using System.Text;
using Hub.Submissions;
using Hub.Submissions.Layout;

namespace Hub.Formats.Tests;

/// <summary>One row as a test looks at it.</summary>
public sealed record ReadRow(int Number, string[] Cells, string Raw, string? Fault, string[] CellFaults);

/// <summary>A body taken through inspect, split and read, in small uneven pieces.</summary>
public sealed class ReadFile
{
    public required FormatPlan Plan { get; init; }

    public required List<Chunk> Chunks { get; init; }

    public required List<ReadRow> Rows { get; init; }

    public required byte[] Text { get; init; }

    /// <summary>What the split said; null when all of the body was sound.</summary>
    public Problem? Problem { get; init; }

    public IEnumerable<string?> Faults => Rows.Select(row => row.Fault);

    /// <summary>Cells by column name, without empty ones.</summary>
    public IReadOnlyList<Dictionary<string, string>> Records =>
        [.. Rows.Select(row => Plan.Header.Select((name, column) => (name, Cell: column < row.Cells.Length ? row.Cells[column] : "")).Where(c => c.Cell.Length > 0).ToDictionary(c => c.name, c => c.Cell))];

    public static async Task<Problem?> ProblemOfAsync(ISubmissionFormat format, byte[] body)
    {
        Result<FormatPlan> plan = await format.InspectAsync(new TrickleStream(body), _ => true, CancellationToken.None);
        return plan.Problem ?? (await OfAsync(format, body)).Problem;
    }

    public static async Task<ReadFile> OfAsync(ISubmissionFormat format, byte[] body)
    {
        FormatPlan plan = (await format.InspectAsync(new TrickleStream(body), _ => true, CancellationToken.None)).Value;
        var working = new MemoryStream();
        var chunks = new List<Chunk>();
        Problem? problem = null;
        await foreach (Result<Chunk> chunk in format.SplitAsync(new TrickleStream(body), plan, plan.NeedsWorkingCopy ? working : null, CancellationToken.None))
        {
            if (chunk.Problem is not null) problem = chunk.Problem;
            else chunks.Add(chunk.Value);
        }

        byte[] text = plan.NeedsWorkingCopy ? working.ToArray() : body;
        var rows = chunks.SelectMany(chunk => RowsOf(format, plan, chunk, text)).ToList();
        return new ReadFile { Plan = plan, Chunks = chunks, Rows = rows, Text = text, Problem = problem };
    }

    static List<ReadRow> RowsOf(ISubmissionFormat format, FormatPlan plan, Chunk chunk, byte[] text)
    {
        var rows = new List<ReadRow>();
        using IRowReader reader = format.Read(text.AsMemory((int)chunk.Offset, chunk.LengthBytes), plan, chunk.FirstRow);
        while (reader.Read())
        {
            string[] cells = new string[reader.Count];
            for (int column = 0; column < cells.Length; column++)
                cells[column] = reader[column].ToString();
            string[] wrong = [.. reader.CellFaults.Select(f => $"{(f.Column < 0 ? "row" : plan.Header[f.Column])}: {f.Code.Code}")];
            rows.Add(new ReadRow(reader.Number, cells, Encoding.UTF8.GetString(reader.Raw.Span), reader.Fault?.Code.Code, wrong));
        }

        Assert.Equal(chunk.Rows, rows.Count);
        return rows;
    }

    /// <summary>The error file that rejects the given rows of a file.</summary>
    public async Task<byte[]> ErrorsAsync(ISubmissionFormat format, params int[] numbers)
    {
        var destination = new MemoryStream();
        await using (IErrorFileWriter writer = format.StartErrorFile(destination, Plan))
        {
            foreach (ReadRow row in Rows.Where(r => numbers.Contains(r.Number)))
                await writer.WriteAsync(Encoding.UTF8.GetBytes(row.Raw), row.Number, "wrong; \"very\"", CancellationToken.None);
        }

        return destination.ToArray();
    }
}
