using System.Text.Json;

namespace Hub.Formats.Json;

/// <summary>
/// The items of a JSON document one after the other: those of its array, or the one object it is. Holds no more of the body than
/// the item at hand.
/// </summary>
internal sealed class JsonDocumentItems(Stream body, JsonLimits limits)
{
    const int BlockBytes = 256 * 1024;

    byte[] _buffer = new byte[BlockBytes];
    int _start;
    int _end;
    bool _last;
    bool _inArray;
    bool _done;
    JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = limits.Depth + 1 });
    Range _item;

    enum Step
    {
        Item,
        NeedMore,
        Broken,
    }

    /// <summary>Valid until the next one is read.</summary>
    public Memory<byte> Item => _buffer.AsMemory(_item);

    public Problem? Problem { get; private set; }

    /// <summary>False at the end, and where the document is broken.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            Step step = Advance();
            if (step == Step.Item) return true;
            if (step == Step.Broken) return false;
            if (_last)
            {
                if (!_done) Problem = FileProblems.JsonTruncated;
                return false;
            }

            if (_end - _start > limits.LineBytes)
            {
                Problem = FileProblems.ItemTooLong(limits.LineBytes);
                return false;
            }

            await FillAsync(cancel);
        }
    }

    Step Advance()
    {
        // Never as the final block: what is missing at the end then asks for more, which tells cut files from wrong ones.
        var json = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), isFinalBlock: false, _state);
        int from = _start;
        try
        {
            while (json.Read())
            {
                if (!IsBracketOfTheArray(ref json))
                {
                    int itemStart = from + (int)json.TokenStartIndex;
                    if (!json.TrySkip()) return Step.NeedMore;
                    _item = itemStart..(from + (int)json.BytesConsumed);
                    _done |= !_inArray;
                    Commit(ref json, from);
                    return Step.Item;
                }

                Commit(ref json, from);
            }

            Commit(ref json, from);
            return Step.NeedMore;
        }
        catch (JsonException wrong)
        {
            Problem = _done ? FileProblems.JsonSeveralValues
                : json.CurrentDepth >= limits.Depth ? FileProblems.JsonTooDeep(limits.Depth)
                : FileProblems.JsonInvalid((wrong.LineNumber ?? 0) + 1, wrong.BytePositionInLine ?? 0);
            return Step.Broken;
        }
    }

    bool IsBracketOfTheArray(ref Utf8JsonReader json)
    {
        if (json.CurrentDepth > 0) return false;
        if (json.TokenType == JsonTokenType.StartArray && !_inArray) return _inArray = true;
        if (json.TokenType != JsonTokenType.EndArray) return false;
        return _done = true;
    }

    void Commit(ref Utf8JsonReader json, int from)
    {
        _start = from + (int)json.BytesConsumed;
        _state = json.CurrentState;
    }

    async ValueTask FillAsync(CancellationToken cancel)
    {
        int kept = _end - _start;
        byte[] target = kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(target);
        _buffer = target;
        int read = await body.ReadAtLeastAsync(_buffer.AsMemory(kept), _buffer.Length - kept, throwOnEndOfStream: false, cancel);
        (_start, _end, _last) = (0, kept + read, kept + read < _buffer.Length);
    }
}
