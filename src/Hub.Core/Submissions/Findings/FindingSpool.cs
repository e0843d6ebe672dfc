using System.Collections.Concurrent;
using Hub.Submissions.Judging;

namespace Hub.Submissions.Findings;

/// <summary>Keeps findings out of memory between judging and writing: a file whose every row is bad has more of them than of itself.</summary>
sealed class FindingSpool : IAsyncDisposable
{
    /// <summary>Findings that stay in memory; beyond it they go to a temporary file.</summary>
    const int InMemoryBytes = 16 * 1024 * 1024;

    readonly ConcurrentDictionary<int, (long Offset, int Length)> _places = new();
    readonly Lock _lock = new();
    FileStream? _file;
    long _inMemory;

    public ChunkIndex Keep(int chunk, ChunkIndex index)
    {
        lock (_lock)
        {
            if (_inMemory + index.Findings.Length <= InMemoryBytes)
            {
                _inMemory += index.Findings.Length;
                return index with { Findings = index.Findings.ToArray() };      // without the buffer it grew in
            }

            _file ??= new FileStream(Path.Combine(Path.GetTempPath(), $"hub-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
            _file.Position = _file.Length;
            _places[chunk] = (_file.Position, index.Findings.Length);
            _file.Write(index.Findings.Span);
            return index with { Findings = default };
        }
    }

    public ChunkIndex Restore(int chunk, ChunkIndex index)
    {
        if (!_places.TryGetValue(chunk, out (long Offset, int Length) place)) return index;
        byte[] findings = new byte[place.Length];
        _file!.Position = place.Offset;
        _file.ReadExactly(findings);
        return index with { Findings = findings };
    }

    /// <summary>Forgets what was kept: the file is judged once more.</summary>
    public void Clear()
    {
        _places.Clear();
        _inMemory = 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null) await _file.DisposeAsync();
    }
}
