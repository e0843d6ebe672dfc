using Hub.Submissions.Findings;

namespace Hub.Rules.Previews;

/// <summary>Counts, per provider, what differs between two judgements of its records.</summary>
public sealed class PreviewTally
{
    readonly SortedDictionary<string, Counts> _byProvider = new(StringComparer.Ordinal);

    public IReadOnlyList<ProviderPreview> Providers => [.. _byProvider.Select(p => new ProviderPreview(p.Key, p.Value.Records, p.Value.Rejected, p.Value.Held, p.Value.Admitted, p.Value.Codes))];

    /// <param name="codes">Findings only the later judgement has.</param>
    public void Add(string provider, Severity before, Severity after, IEnumerable<string> codes)
    {
        if (!_byProvider.TryGetValue(provider, out Counts? counts)) _byProvider[provider] = counts = new Counts();
        counts.Records++;
        if (after == before) return;
        if (after == Severity.Reject) counts.Rejected++;
        else if (after == Severity.Hold) counts.Held++;
        else counts.Admitted++;
        foreach (string code in codes) counts.Codes[code] = counts.Codes.GetValueOrDefault(code) + 1;
    }

    sealed class Counts
    {
        public int Records { get; set; }

        public int Rejected { get; set; }

        public int Held { get; set; }

        public int Admitted { get; set; }

        public SortedDictionary<string, int> Codes { get; } = new(StringComparer.Ordinal);
    }
}
