using Hub.Access;
using Hub.Rules;
using Hub.Rules.Adoptions;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;

namespace Hub.Standalone.Doctor;

/// <summary>Whether a hub would start with the settings of this environment, and has none that it should no longer have.</summary>
sealed class SettingsCheck(string data, TimeProvider clock) : ICheck
{
    const string Bootstrap = "Hub__BootstrapKeySha256";

    public string Name => "settings";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        if (WebHub.SettingFaults() is { Count: > 0 } faults) return this.Fail(string.Join(" ", faults), "Mend the variable, or unset it; README lists every setting with its range.");
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Bootstrap))) return this.Ok("a hub would start with those of this environment");
        using DataFolder folder = DataFolder.OpenForReading(data, clock);
        return (await new ApiKeys(folder.Tables, clock).ListAsync(null, null, 1, cancel)).Items.Count > 0
            ? this.Warn($"{Bootstrap} is set though there are keys: its secret opens everything and can not be revoked", $"Make a registrar's key (hub keys add --role registrar --data {data}), unset the variable, start the hub again.")
            : this.Ok("a hub would start with those of this environment; the bootstrap key is for making the first key");
    }
}

/// <summary>Whether the rulesets of this program can be read, and are those that were adopted.</summary>
sealed class RulesCheck(string data, TimeProvider clock) : ICheck
{
    public string Name => "rules";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        Rulesets rulesets = Rulesets.LoadDefault();
        using DataFolder folder = DataFolder.OpenForReading(data, clock);
        IReadOnlyList<RecordedAdoption> adoptions = await new AdoptionStore(folder.Tables).ListAsync(cancel);
        HashSet<string> versions = [.. rulesets.All.Select(r => r.Version)];
        // An edition that changed is another document; until a body adopts it, what is unverified in it only warns or holds.
        string[] changed = [.. adoptions.GroupBy(a => (a.Country, a.EffectiveFrom)).Where(of => !of.Any(a => versions.Contains(a.RulesetVersion))).Select(of => $"{of.Key.Country} of {of.Key.EffectiveFrom:yyyy-MM-dd}").Order(StringComparer.Ordinal)];
        return changed.Length == 0
            ? this.Ok($"{rulesets.All.Count} rulesets, {adoptions.Count} adoptions")
            : this.Warn($"adopted in another edition than this program has: {string.Join(", ", changed)}", "Let the competent body read what changed, and record its act: hub rules adopt");
    }
}
