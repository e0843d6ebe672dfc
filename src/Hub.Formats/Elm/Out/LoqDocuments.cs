using System.Text;
using Hub.Releases;
using Hub.Rules;

namespace Hub.Formats.Elm.Out;

/// <summary>The document of all entries and, where there are several countries, one of each; every record is written once and added to both.</summary>
sealed class LoqDocuments : ILoqDocuments
{
    readonly LoqDocument _all = new();
    readonly Dictionary<string, LoqDocument> _byCountry = new(StringComparer.Ordinal);
    readonly LoqXml _xml = new();
    readonly ReleaseRegister _register;
    readonly Vocabularies _vocabularies;
    readonly LoqEntryWriter _entries;
    readonly LoqOfferWriter _offers;
    readonly LoqNotations _notations;

    public LoqDocuments(LoqSelection selection, ReleaseRegister register, Vocabularies vocabularies)
    {
        (_register, _vocabularies, _notations) = (register, vocabularies, new LoqNotations(register));
        (_entries, _offers) = (new LoqEntryWriter(_xml, selection, _notations), new LoqOfferWriter(_xml));
        Countries = [.. selection.Countries];
        if (Countries.Count > 1)
            foreach (string country in Countries) _byCountry.Add(country, new LoqDocument());
    }

    public IReadOnlyList<string> Countries { get; }

    public void Add(LoqEntry entry)
    {
        ReleaseOrganisation body = entry.AwardingBody!;
        LoqDocument[] documents = _byCountry.TryGetValue(body.Country!, out LoqDocument? own) ? [_all, own] : [_all];
        foreach (LoqDocument document in documents) document.Organisations.Add(body.Id);
        _entries.Write(entry, Take);
        if (entry.HasOffer)
        {
            _offers.Write(entry, Take);
            foreach (ReleaseOrganisation provider in entry.Providers)
                foreach (LoqDocument document in documents) document.Organisations.Add(provider.Id);
        }

        void Take(LoqList list)
        {
            ReadOnlySpan<byte> record = _xml.Take();
            foreach (LoqDocument document in documents) document.Add(list, record);
        }
    }

    /// <summary>Adds what entries share: organisations, once each, and their countries.</summary>
    public void Seal()
    {
        var agents = new LoqAgentWriter(_xml, _notations);
        foreach (string id in _all.Organisations) Share(LoqList.Agent, d => d.Organisations.Contains(id), () => agents.Write(_register.Find(id)!));
        foreach (string country in _all.Organisations.Select(id => _register.Find(id)!.Country!).Distinct().Order(StringComparer.Ordinal))
            Share(LoqList.Location, d => d.Organisations.Any(id => _register.Find(id)!.Country == country), () => agents.WriteCountry(country, _vocabularies.Countries.Find(country)!.Uri!));
    }

    void Share(LoqList list, Func<LoqDocument, bool> belongs, Action write)
    {
        write();
        ReadOnlySpan<byte> record = _xml.Take();
        foreach (LoqDocument document in _byCountry.Values.Append(_all))
            if (belongs(document)) document.Add(list, record);
    }

    public async Task<long> WriteAsync(string? country, Stream destination, CancellationToken cancel)
    {
        LoqDocument document = country is null || _byCountry.Count == 0 ? _all : _byCountry[country];
        await destination.WriteAsync(Encoding.UTF8.GetBytes(LoqXml.Head), cancel);
        await document.WriteAsync(destination, cancel);
        await destination.WriteAsync("</Courses>\n"u8.ToArray(), cancel);
        return document.Count(LoqList.Specification);
    }

    public void Dispose()
    {
        _xml.Dispose();
        _all.Dispose();
        foreach (LoqDocument document in _byCountry.Values) document.Dispose();
    }
}
