using Hub.Formats.Csv;
using Hub.Releases;
using Hub.Rules;

namespace Hub.Formats.Elm.Out;

/// <summary>
/// The entries of a release in the European Learning Model (profile LOQ 3.1.0). Two passes: the first finds what the profile takes,
/// because records refer to each other and none may refer to one that is left out; the second writes. See Decisions/0040.
/// </summary>
public sealed class ReleaseLoq(Vocabularies vocabularies) : IReleaseLoq
{
    public async Task<ILoqSelection> SelectAsync(Stream entries, ReleaseRegister register, Stream omitted, CancellationToken cancel)
    {
        var selection = new LoqSelection(vocabularies, register);
        var table = new CsvTableWriter(omitted);
        table.Write("id");
        table.Write("missing");
        await table.EndRowAsync(cancel);
        var entry = new LoqEntry(vocabularies, register);
        await using var lines = new LineReader(entries);
        while (await lines.ReadAsync(cancel) is { } line)
        {
            entry.Load(line);
            string missing = string.Join('|', entry.Missing());
            selection.Add(entry, isTaken: missing.Length == 0);
            if (missing.Length == 0) continue;
            table.Write(entry.Id);
            table.Write(missing);
            await table.EndRowAsync(cancel);
        }

        await table.FlushAsync(cancel);
        selection.Seal();
        return selection;
    }
}
