namespace Hub.Formats.Json;

/// <summary>Finds the columns of a file: the names of all its items, in order of appearance.</summary>
internal sealed class JsonColumns(JsonLimits limits)
{
    readonly JsonNames _names = new([]);
    JsonItem? _item;
    bool _isFirstFaulty;
    bool _any;

    public IReadOnlyList<string> Header => [.. _names.All];

    public Problem? Problem { get; private set; }

    public void Add(ReadOnlySpan<byte> item)
    {
        _item ??= new JsonItem(_names, collects: true, limits);
        _item.Read(item);
        if (!_any) _isFirstFaulty = _item.Fault is not null;
        _any = true;
        if (_item.NameCount > limits.Columns) Problem = FileProblems.TooManyColumns(_item.NameCount, limits.Columns);
    }

    /// <summary>Why a file without a single name cannot be read.</summary>
    public Problem? Finish() => Problem ?? (!_any ? FileProblems.Empty : _names.Count > 0 ? null : _isFirstFaulty ? FileProblems.JsonInvalid(1, 0) : FileProblems.NoHeader);
}
