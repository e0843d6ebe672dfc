using System.Collections;
using Hub.Releases;
using Hub.Rules;

namespace Hub.Formats.Elm.Out;

/// <summary>Which entries are taken: a bit of each, and eight bytes of each id that others may refer to.</summary>
sealed class LoqSelection(Vocabularies vocabularies, ReleaseRegister register) : ILoqSelection
{
    readonly BitArray _taken = new(0);
    readonly List<ulong> _qualifications = [], _others = [];
    readonly SortedSet<string> _countries = new(StringComparer.Ordinal);
    int _count, _last = -1;

    public long Omitted { get; private set; }

    public IReadOnlySet<string> Countries => _countries;

    public void Add(LoqEntry entry, bool isTaken)
    {
        if (_count == _taken.Length) _taken.Length = Math.Max(4096, _count * 2);
        _taken[_count++] = isTaken;
        if (!isTaken)
        {
            Omitted++;
            return;
        }

        _last = _count - 1;
        (entry.IsQualification ? _qualifications : _others).Add(LoqNames.Key(entry.Id));
        _countries.Add(entry.AwardingBody!.Country!);
    }

    public void Seal()
    {
        _qualifications.Sort();
        _others.Sort();
    }

    /// <summary>Whether an entry of this id is in the document.</summary>
    public bool Has(string id) => Has(id, isQualification: true) || Has(id, isQualification: false);

    public bool Has(string id, bool isQualification) => (isQualification ? _qualifications : _others).BinarySearch(LoqNames.Key(id)) >= 0;

    public async Task<ILoqDocuments> ReadAsync(Stream entries, CancellationToken cancel)
    {
        var documents = new LoqDocuments(this, register, vocabularies);
        try
        {
            int at = 0;
            var entry = new LoqEntry(vocabularies, register);
            await using var lines = new LineReader(entries);
            while (at <= _last && await lines.ReadAsync(cancel) is { } line)
            {
                if (!_taken[at++]) continue;
                entry.Load(line);
                documents.Add(entry);
            }

            documents.Seal();
            return documents;
        }
        catch
        {
            documents.Dispose();
            throw;
        }
    }
}
