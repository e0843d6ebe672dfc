namespace Hub.Rules;

/// <summary>A rules or vocabulary file that does not read. The start stops here: a hub without law decides nothing.</summary>
public sealed class RulesetException : Exception
{
    public RulesetException(string file, string path, string reason, Exception? inner = null)
        : base($"{file}: {path}: {reason}", inner) => (File, Path, Reason) = (file, path, reason);

    public string File { get; }

    /// <summary>Place in the file, as a JSON path or a line.</summary>
    public string Path { get; }

    public string Reason { get; }
}
