namespace Hub.Standalone.Commands;

/// <summary>Waits until a file has been saved, or somebody says that it is ready.</summary>
/// <param name="input">Lines of the terminal: an empty one is Enter, <c>q</c> or the end stops.</param>
sealed class SavedFile(TextReader input)
{
    static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(300);

    Task<string?>? _line;
    (DateTime, long) _known;

    /// <summary>Takes the file as it now is for known: only what is saved later counts.</summary>
    public void Mark(string path) => _known = Look(path);

    /// <summary>False when the user stops.</summary>
    public async Task<bool> WaitAsync(string path, CancellationToken cancel)
    {
        for ((DateTime, long) last = _known; ;)
        {
            // A line is read on a thread of its own: the standard input can not be waited for otherwise, and is kept for the next time.
            _line ??= Task.Run(input.ReadLine, CancellationToken.None);
            if (await Task.WhenAny(_line, Task.Delay(LookAgain, cancel)) == _line)
            {
                string? line = await _line;
                _line = null;
                return line is not null && !line.Trim().Equals("q", StringComparison.OrdinalIgnoreCase);
            }

            cancel.ThrowIfCancellationRequested();
            (DateTime, long) now = Look(path);
            // Programs write a file in steps: it is saved when it has changed and stays so for a moment.
            if (now != _known && now == last && now.Item2 > 0) return true;
            last = now;
        }
    }

    static (DateTime, long) Look(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
