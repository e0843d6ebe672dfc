using System.Runtime.InteropServices;

namespace Hub.Formats.Elm;

/// <summary>
/// Finds records by key. Up to a number of entries it is an array; beyond it sorted runs go to a temporary file and are merged into
/// one, of which only the first key of each block is kept, so memory does not grow with the file.
/// </summary>
internal sealed class SpilledIndex(int keptEntries) : IDisposable
{
    /// <summary>Entries read at a time: 6 KiB.</summary>
    const int BlockEntries = 256;

    readonly List<(long From, long To)> _runs = [];
    readonly List<IndexEntry> _firstOfBlock = [];
    readonly IndexEntry[] _block = new IndexEntry[BlockEntries];
    IndexEntry[] _entries = new IndexEntry[Math.Min(keptEntries, 1024)];
    int _count;
    FileStream? _file;
    FileStream? _merged;
    long _mergedCount;
    long _blockAt = -1;
    int _blockCount;

    public void Add(IndexEntry entry)
    {
        if (_count == keptEntries) SpillRun();
        if (_count == _entries.Length) Array.Resize(ref _entries, Math.Min(keptEntries, _count * 2));
        _entries[_count++] = entry;
    }

    /// <summary>From now on keys are looked for.</summary>
    public void Seal()
    {
        if (_runs.Count == 0)
        {
            _entries.AsSpan(0, _count).Sort();
            return;
        }

        SpillRun();
        _entries = [];
        Merge();
        _file!.Dispose();
    }

    /// <summary>Where the records of a key begin, rising; at most a number of them.</summary>
    public List<long> Find(IndexEntry key, int most)
    {
        var found = new List<long>();
        for (long at = LowerBound(key with { Start = 0 }); found.Count < most && At(at) is { } entry && entry.HasKeyOf(key); at++) found.Add(entry.Start);
        return found;
    }

    /// <summary>The first entry that is not below the one given.</summary>
    long LowerBound(IndexEntry key)
    {
        if (_merged is null) return Bound(_entries.AsSpan(0, _count), key);
        int block = Math.Max(0, Bound(CollectionsMarshal.AsSpan(_firstOfBlock), key) - 1);
        Load(block);
        return (long)block * BlockEntries + Bound(_block.AsSpan(0, _blockCount), key);
    }

    static int Bound(ReadOnlySpan<IndexEntry> sorted, IndexEntry key)
    {
        int at = sorted.BinarySearch(key);
        return at < 0 ? ~at : at;
    }

    IndexEntry? At(long at)
    {
        if (_merged is null) return at < _count ? _entries[at] : null;
        if (at >= _mergedCount) return null;
        Load(at / BlockEntries);
        return _block[at % BlockEntries];
    }

    void Load(long block)
    {
        if (block == _blockAt) return;
        _blockCount = (int)Math.Min(BlockEntries, _mergedCount - block * BlockEntries);
        ReadExactly(_merged!, _block.AsSpan(0, _blockCount), block * BlockEntries);
        _blockAt = block;
    }

    void SpillRun()
    {
        Span<IndexEntry> run = _entries.AsSpan(0, _count);
        run.Sort();
        _file ??= NewFile();
        long from = _runs.Count == 0 ? 0 : _runs[^1].To;
        _file.Write(MemoryMarshal.AsBytes(run));
        _runs.Add((from, from + _count));
        _count = 0;
    }

    void Merge()
    {
        _file!.Flush();
        _merged = NewFile();
        RunReader[] runs = [.. _runs.Select(run => new RunReader(_file, run.From, run.To))];
        var next = new PriorityQueue<RunReader, IndexEntry>();
        foreach (RunReader run in runs)
            if (run.Next()) next.Enqueue(run, run.Current);
        while (next.TryDequeue(out RunReader? run, out IndexEntry entry))
        {
            if (_mergedCount++ % BlockEntries == 0) _firstOfBlock.Add(entry);
            _merged.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<IndexEntry>(in entry)));
            if (run.Next()) next.Enqueue(run, run.Current);
        }

        _merged.Flush();
    }

    static FileStream NewFile() =>
        new(Path.Combine(Path.GetTempPath(), $"hub-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 256 * 1024, FileOptions.DeleteOnClose);

    static void ReadExactly(FileStream file, Span<IndexEntry> entries, long from)
    {
        Span<byte> left = MemoryMarshal.AsBytes(entries);
        for (long at = from * IndexEntry.SizeBytes; !left.IsEmpty;)
        {
            int read = RandomAccess.Read(file.SafeFileHandle, left, at);
            if (read == 0) throw new IOException("The temporary file of keys became shorter.");
            left = left[read..];
            at += read;
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        _merged?.Dispose();
    }

    /// <summary>Goes through one sorted run, a block at a time.</summary>
    sealed class RunReader(FileStream file, long from, long to)
    {
        readonly IndexEntry[] _block = new IndexEntry[BlockEntries];
        long _next = from;
        int _at;
        int _count;

        public IndexEntry Current => _block[_at];

        public bool Next()
        {
            if (++_at < _count) return true;
            _count = (int)Math.Min(BlockEntries, to - _next);
            if (_count == 0) return false;
            ReadExactly(file, _block.AsSpan(0, _count), _next);
            (_next, _at) = (_next + _count, 0);
            return true;
        }
    }
}
