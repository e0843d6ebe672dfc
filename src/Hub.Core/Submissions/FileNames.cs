using Hub.Submissions.Layout;

namespace Hub.Submissions;

/// <summary>What is kept of the name a sender gives a file.</summary>
static class FileNames
{
    static readonly string[] Endings = [".csv", ".tsv", ".txt", ".xlsx", ".json", ".ndjson", ".jsonl", ".xml", ".gz", ".zip"];

    /// <summary>
    /// A file about people is often named after one (a transcript, a certificate), and names of files stand in answers and receipts in
    /// clear: of such a name only the ending is kept, which helps to tell the format.
    /// </summary>
    public static string? Kept(string? name, IRecordKind kind) =>
        name is null || !kind.IsOfLearners ? name : kind.Name + Array.Find(Endings, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
