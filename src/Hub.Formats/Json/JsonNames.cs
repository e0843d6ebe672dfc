using System.Text;

namespace Hub.Formats.Json;

/// <summary>
/// Column names found by their UTF-8 bytes. Items of a file mostly name their properties in the same order, so the one behind the
/// last one found is tried first.
/// </summary>
internal sealed class JsonNames
{
    readonly List<byte[]> _utf8 = [];
    readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal);
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    int _next;

    public JsonNames(IEnumerable<string> names)
    {
        _lookup = _indexes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string name in names)
        {
            _indexes.TryAdd(name, _utf8.Count);
            _utf8.Add(Encoding.UTF8.GetBytes(name));
        }
    }

    public int Count => _utf8.Count;

    public IEnumerable<string> All => _indexes.Keys;

    public string this[int index] => Encoding.UTF8.GetString(_utf8[index]);

    /// <summary>Place of a name; -1 when it is not known.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        if (_next < _utf8.Count && name.SequenceEqual(_utf8[_next])) return _next++;
        Span<char> text = stackalloc char[name.Length];       // names are short: JsonItem sees to it
        if (!_lookup.TryGetValue(text[..Encoding.UTF8.GetChars(name, text)], out int index)) return -1;
        _next = index + 1;
        return index;
    }

    public int FindOrAdd(ReadOnlySpan<byte> name)
    {
        if (Find(name) is >= 0 and var index) return index;
        string added = Encoding.UTF8.GetString(name);
        _indexes.Add(added, _utf8.Count);
        _utf8.Add(name.ToArray());
        return _utf8.Count - 1;
    }

    /// <summary>A new item begins.</summary>
    public void Restart() => _next = 0;
}
