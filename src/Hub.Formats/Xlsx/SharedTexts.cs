using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Hub.Formats.Xlsx;

/// <summary>
/// The texts cells share, as JSON strings in UTF-8: half the memory of strings, and ready to be written. Read only little further than
/// cells ask; the first ones, which most cells share, are kept in memory, the others in a temporary file.
/// </summary>
/// <param name="xml">The part <c>sharedStrings.xml</c>, or null where there is none.</param>
internal sealed class SharedTexts(XmlReader? xml, int keptBytes, long limitBytes) : IDisposable
{
    const int BlockBytes = 1024 * 1024;

    /// <summary>Texts read at once: they lie side by side in the file.</summary>
    const int ReadAhead = 512;

    readonly List<byte[]> _blocks = [];
    readonly List<(int Block, int Start, int Length)> _texts = [];
    readonly char[] _text = new char[XlsxText.MaxLength];
    readonly SpilledBytes _spilled = new();
    int _used = BlockBytes;
    long _total;

    /// <summary>Whether there is more text than is read.</summary>
    public bool IsTooMuch { get; private set; }

    /// <summary>The text of that number; nothing when there is none.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            if (index >= _texts.Count) ReadTo((long)index + ReadAhead);
            if ((uint)index >= (uint)_texts.Count) return default;
            (int block, int start, int length) = CollectionsMarshal.AsSpan(_texts)[index];
            return block < 0 ? _spilled.Read(start, length) : _blocks[block].AsSpan(start, length);
        }
    }

    void ReadTo(long index)
    {
        while (_texts.Count <= index && !IsTooMuch && xml is not null && xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si") continue;
            Keep(JsonEncodedText.Encode(_text.AsSpan(0, XlsxText.Read(xml, _text)), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        }
    }

    void Keep(ReadOnlySpan<byte> json)
    {
        int length = json.IsEmpty ? 0 : json.Length + 2;
        _total += length;
        IsTooMuch = _total > limitBytes;
        if (_total <= keptBytes) KeepInMemory(json, length);
        else if (length > 0) _texts.Add((-1, _spilled.Add(json), length));
        else _texts.Add((-1, 0, 0));
    }

    void KeepInMemory(ReadOnlySpan<byte> json, int length)
    {
        if (_used + length > (_blocks.Count == 0 ? 0 : _blocks[^1].Length))
        {
            _blocks.Add(new byte[Math.Max(BlockBytes, length)]);
            _used = 0;
        }

        if (length > 0)
        {
            Span<byte> place = _blocks[^1].AsSpan(_used, length);
            place[0] = place[^1] = (byte)'"';
            json.CopyTo(place[1..]);
        }

        _texts.Add((_blocks.Count - 1, _used, length));
        _used += length;
    }

    public void Dispose()
    {
        xml?.Dispose();
        _spilled.Dispose();
    }
}
