using Hub.Releases.Search;

namespace Hub.Releases;

/// <summary>
/// What is published of the entries beside records and table: the list for searching, the European Learning Model, and which entries
/// that can not hold. The list, and the choice of what the model takes, are made while the records are written.
/// </summary>
sealed class EntryFiles
{
    readonly ReleaseFileWriter _writer;
    readonly Task<ReleaseFile> _search, _omitted;
    ILoqSelection? _selection;

    public EntryFiles(ReleaseFileWriter writer, IReleaseLoq loq, SearchFile search, ReleaseRegister register, LineCopies copies)
    {
        _writer = writer;
        _search = copies.Follow((lines, stop) => writer.WriteAsync(ReleasePaths.SearchName, "application/json", (stream, end) => search.WriteAsync(lines, stream, end), stop));
        _omitted = copies.Follow((lines, stop) => writer.WritePlainAsync(ReleasePaths.LoqOmittedName, "text/csv", async (stream, end) =>
        {
            _selection = await loq.SelectAsync(lines, register, stream, end);
            return _selection.Omitted;
        }, stop));
    }

    /// <param name="entries">Opens the records, which have been written by now.</param>
    /// <returns>The files, and the countries that have a document of the model of their own.</returns>
    public async Task<(IReadOnlyList<ReleaseFile> Files, IReadOnlyList<string> Countries)> WriteAsync(Func<CancellationToken, Task<Stream>> entries, CancellationToken cancel)
    {
        (ReleaseFile search, ReleaseFile omitted) = (await _search, await _omitted);
        await using Stream again = await entries(cancel);
        using ILoqDocuments documents = await _selection!.ReadAsync(again, cancel);
        var files = new List<ReleaseFile> { await WriteDocumentAsync(null), omitted };
        if (documents.Countries.Count > 1)
            foreach (string country in documents.Countries) files.Add(await WriteDocumentAsync(country));
        return ([.. files, search], documents.Countries);

        Task<ReleaseFile> WriteDocumentAsync(string? country) =>
            _writer.WriteAsync(country is null ? ReleasePaths.LoqName : ReleasePaths.LoqNameOf(country), "application/xml", (stream, stop) => documents.WriteAsync(country, stream, stop), cancel);
    }
}
