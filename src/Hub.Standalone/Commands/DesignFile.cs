using Hub.Design;
using Hub.Formats;
using Hub.Standalone.Hosting;
using Hub.Submissions;

namespace Hub.Standalone.Commands;

/// <summary>Reads a table for a design in any format that submissions come in.</summary>
static class DesignFile
{
    const int HeadBytes = 4096;
    const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>More rows than a design has are not read: the count is refused.</summary>
    const int MaxRows = CheckWorkloadCommand.MaxParts + 1;

    public static async Task<Result<DesignTable>> ReadAsync(Terminal terminal, string path, CancellationToken cancel)
    {
        if (!File.Exists(path)) return Common.NoFile(path);
        if (new FileInfo(path).Length > MaxBytes) return SubmissionProblems.TooLarge(MaxBytes);
        byte[] body = await File.ReadAllBytesAsync(path, cancel);
        if (body.Length == 0) return SubmissionProblems.BodyEmpty();
        ISubmissionFormat format = SubmissionFormats.All.FirstOrDefault(f => f.Recognises(body.AsSpan(0, Math.Min(body.Length, HeadBytes)), null, Path.GetFileName(path)))!;
        if (format is null) return SubmissionProblems.UnknownFormat();
        Result<FormatPlan> plan = await format.InspectAsync(new MemoryStream(body), DesignTable.IsKnown, cancel);
        if (plan.Problem is { } unreadable) return unreadable;
        Result<List<DesignRow>> rows = await RowsAsync(format, plan.Value, body, cancel);
        if (rows.Problem is { } broken) return broken;
        var table = new DesignTable(plan.Value.Header, rows.Value);
        if (table.Unknown.ToArray() is { Length: > 0 } unknown) terminal.Warn($"not read: {string.Join(", ", unknown)}");
        return table;
    }

    static async Task<Result<List<DesignRow>>> RowsAsync(ISubmissionFormat format, FormatPlan plan, byte[] body, CancellationToken cancel)
    {
        using var working = new MemoryStream();
        var chunks = new List<Chunk>();
        await foreach (Result<Chunk> chunk in format.SplitAsync(new MemoryStream(body), plan, plan.NeedsWorkingCopy ? working : null, cancel))
        {
            if (chunk.Problem is { } broken) return broken;
            chunks.Add(chunk.Value);
        }

        ReadOnlyMemory<byte> text = plan.NeedsWorkingCopy ? working.ToArray() : body;
        var rows = new List<DesignRow>();
        foreach (Chunk chunk in chunks)
        {
            using IRowReader reader = format.Read(text.Slice((int)chunk.Offset, chunk.LengthBytes), plan, chunk.FirstRow);
            while (rows.Count < MaxRows && reader.Read())
            {
                if (reader.Fault is { } fault) return DesignProblems.CellInvalid(fault.Row, "row", fault.Message);
                rows.Add(RowOf(reader));
            }
        }

        return rows;
    }

    static DesignRow RowOf(IRowReader reader)
    {
        string[] cells = new string[reader.Count];
        for (int i = 0; i < cells.Length; i++) cells[i] = reader[i].ToString();
        return new DesignRow(reader.Number, cells);
    }
}
