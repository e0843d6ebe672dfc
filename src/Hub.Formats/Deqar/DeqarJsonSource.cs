using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Hub.Formats.Csv;
using Hub.Formats.Json;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Deqar;

/// <summary>Submission objects in JSON: an array of them, or a single one.</summary>
internal sealed class DeqarJsonSource(JsonLimits limits) : IDeqarSource
{
    static readonly string[] Telling = ["valid_from", "date_format", "institutions", "activities"];

    public string Name => "deqar-json";

    /// <summary>By the names of the first object's properties, as far as they stand in the head.</summary>
    public bool Recognises(ReadOnlySpan<byte> head, string? mediaType, string? fileName)
    {
        if (JsonHead.Of(head, mediaType, fileName) == JsonHead.Shape.None || EncodingGuess.Of(head) is not { IsUtf16: false } guess) return false;
        HashSet<string> names = NamesOf(head[guess.MarkBytes..]);
        return names.Contains("agency") && Telling.Count(names.Contains) >= 2;
    }

    static HashSet<string> NamesOf(ReadOnlySpan<byte> head)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var json = new Utf8JsonReader(head, isFinalBlock: false, default);
        int depth = -1;
        try
        {
            while (json.Read())
            {
                if (depth < 0 && json.TokenType == JsonTokenType.StartObject) depth = json.CurrentDepth + 1;
                else if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == depth) names.Add(json.GetString()!);
                else if (json.TokenType == JsonTokenType.EndObject && json.CurrentDepth < depth) break;
            }
        }
        catch (JsonException)
        {
            return names;       // what came before the damage tells as much as it can
        }
        catch (InvalidOperationException)
        {
            // A name that is no text in UTF-8: so do those before it.
        }

        return names;
    }

    public async IAsyncEnumerable<Result<DeqarItem>> ReadAsync(Stream body, [EnumeratorCancellation] CancellationToken cancel)
    {
        byte[] head = new byte[3];
        int read = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
        var text = new PrefixedStream(head.AsMemory(NdjsonLinesReader.MarkBytes(head.AsSpan(0, read))..read), body);
        var items = new JsonDocumentItems(text, limits);
        while (await items.NextAsync(cancel)) yield return ItemOf(items.Item);
        if (items.Problem is { } problem) yield return problem;
    }

    static DeqarItem ItemOf(ReadOnlyMemory<byte> item)
    {
        if (!System.Text.Unicode.Utf8.IsValid(item.Span)) return DeqarItem.Faulty(RowFaults.NotUtf8, null, Encoding.Latin1.GetString(item.Span));
        using JsonDocument json = JsonDocument.Parse(item);
        if (json.RootElement.ValueKind != JsonValueKind.Object) return DeqarItem.Faulty(JsonFindings.NotAnObject, null, Encoding.UTF8.GetString(item.Span));
        try
        {
            return new DeqarItem(DeqarJson.Read(json.RootElement));
        }
        catch (InvalidOperationException)
        {
            // All its bytes are UTF-8, so it is an escape that stands for no character.
            return DeqarItem.Faulty(JsonFindings.LoneSurrogate, null, Encoding.UTF8.GetString(item.Span));
        }
    }
}
