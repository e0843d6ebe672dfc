using System.Diagnostics;

namespace Hub.Crash.Tests.Served;

/// <summary>The last lines of what processes print, for the message of a test that fails; or all of them.</summary>
sealed class ProcessLog
{
    public int MaxLines { get; set; } = 400;

    readonly Queue<string> _lines = new();

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > MaxLines) _lines.Dequeue();
        }
    }

    /// <summary>Lines that hold one of the texts.</summary>
    public IReadOnlyList<string> With(params string[] texts)
    {
        lock (_lines) return [.. _lines.Where(line => texts.Any(text => line.Contains(text, StringComparison.Ordinal)))];
    }

    public override string ToString()
    {
        lock (_lines) return string.Join('\n', _lines);
    }
}
