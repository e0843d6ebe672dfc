using System.Text.Json;
using Hub.Submissions.Findings;

namespace Hub.Formats.Deqar;

/// <summary>A report of a body, or what stands in the place of one.</summary>
/// <param name="Line">A line of the working copy that is handed on as it is; null for a report.</param>
internal sealed record DeqarItem(DeqarReport? Report, ReadOnlyMemory<byte> Line = default)
{
    /// <summary>First property of a line that stands for something nothing can be read from: the code of the finding.</summary>
    public const string Fault = "hub_fault";

    /// <param name="text">What was sent, for the error file.</param>
    public static DeqarItem Faulty(FindingCode code, string? detail, string text) => new(null, JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, string?> { [Fault] = code.Code, ["detail"] = detail, ["sent"] = text }, HubJson.Options));
}

/// <summary>Where reports come from: submission objects in JSON, or rows of the CSV form.</summary>
internal interface IDeqarSource
{
    /// <summary>Short name of the format.</summary>
    string Name { get; }

    bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName);

    /// <summary>Reports in order. A body that is broken ends with the problem.</summary>
    IAsyncEnumerable<Result<DeqarItem>> ReadAsync(Stream body, CancellationToken cancel);
}
