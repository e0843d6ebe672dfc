using System.Buffers;
using System.Runtime.CompilerServices;
using Hub.Formats.Csv;
using Hub.Formats.Json;
using Hub.Organisations.Accreditations;
using Hub.Submissions;

namespace Hub.Formats.Deqar;

/// <summary>
/// Reports as agencies submit them to DEQAR, as accreditations. They are rewritten once to rows in the hub's own columns, one for each
/// institution and programme; error files are in those columns too, and are sent back as JSON. See decision 0024.
/// </summary>
public sealed class DeqarFormat : ISubmissionFormat
{
    readonly IDeqarSource _source;
    readonly JsonLimits _limits;

    DeqarFormat(IDeqarSource source, JsonLimits limits) => (_source, _limits) = (source, limits);

    /// <summary>Submission objects in JSON.</summary>
    public static DeqarFormat OfJson() => new(new DeqarJsonSource(JsonLimits.Default), JsonLimits.Default);

    /// <summary>The CSV form.</summary>
    public static DeqarFormat OfCsv() => new(new DeqarCsvSource(new CsvFormat()), JsonLimits.Default);

    public string Name => _source.Name;

    public bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName) => _source.Recognises(head, mediaType, fileName);

    public FileType ErrorFileType(FormatPlan plan) => new("application/json", "json");

    public async Task<Result<FormatPlan>> InspectAsync(Stream body, Func<IReadOnlyList<string>, bool> isKnown, CancellationToken cancel)
    {
        var notes = new DeqarNotes();
        await foreach (Result<DeqarItem> item in _source.ReadAsync(body, cancel))
        {
            if (item.Problem is { } problem) return problem;
            notes.Add(item.Value);
        }

        return new FormatPlan(Name, EncodingGuess.Utf8, false, ',', "\n", DeqarRows.Header, 0, 1, NeedsWorkingCopy: true, Notes: notes.All(), Kind: AccreditationKind.KindName);
    }

    public async IAsyncEnumerable<Result<Chunk>> SplitAsync(Stream body, FormatPlan plan, Stream? working, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(working);
        var cutter = new ChunkCutter(_limits.ChunkBytes, _limits.ChunkRows, 0, plan.FirstRow);
        await foreach (Result<DeqarItem> item in _source.ReadAsync(body, cancel))
        {
            if (item.Problem is { } problem)
            {
                yield return problem;
                yield break;
            }

            foreach (ReadOnlyMemory<byte> line in LinesOf(item.Value))
            {
                await working.WriteAsync(line, cancel);
                await working.WriteAsync(NewLine, cancel);
                if (cutter.Add(line.Length + 1, isRow: true)) yield return cutter.Cut();
            }
        }

        await working.FlushAsync(cancel);
        if (cutter.HasRows) yield return cutter.Cut();
    }

    public IRowReader Read(ReadOnlyMemory<byte> chunk, FormatPlan plan, int firstRow) => new DeqarRowReader(new JsonRowReader(chunk, plan, firstRow, _limits));

    public bool HasFixedColumns => false;

    public void WriteRow(IReadOnlyList<string> cells, int row, FormatPlan plan, IBufferWriter<byte> destination) => JsonItemWriter.Write(cells, plan.Header, destination);

    public IErrorFileWriter StartErrorFile(Stream destination, FormatPlan plan) => new JsonErrorFileWriter(destination, asArray: true);

    static readonly ReadOnlyMemory<byte> NewLine = "\n"u8.ToArray();

    static IEnumerable<ReadOnlyMemory<byte>> LinesOf(DeqarItem item) => item.Report is null ? [item.Line] : DeqarRows.Of(item.Report).Select(row => new ReadOnlyMemory<byte>(row));
}
