using Hub.Ports;
using Hub.Releases;
using Hub.Releases.Gone;

namespace Hub.Http.V1;

/// <summary>A published file as it was asked for.</summary>
/// <param name="Name">Name of the blob.</param>
/// <param name="IsFixed">Whether what stands at the address that was asked for never changes.</param>
/// <param name="Gone">Set where the file is no longer published.</param>
readonly record struct OpenAddress(string Name, bool IsFixed, GoneFile? Gone = null);

/// <summary>
/// Finds what an address below /open/ means. Those that always have the newest are resolved here, to a file of the newest release:
/// <c>catalogue/latest/entries.ndjson.gz</c>, <c>loq/PT.xml.gz</c>.
/// </summary>
sealed class OpenAddresses(NewestRelease newest, GoneFileStore gone)
{
    const string Root = "open/";
    const string Catalogue = "catalogue/", Newest = "latest", Loq = "loq/", LoqEnd = ".xml.gz";

    /// <summary>Null where there can be no such file.</summary>
    public async Task<OpenAddress?> FindAsync(string path, CancellationToken cancel)
    {
        if (path.StartsWith(Loq, StringComparison.Ordinal) && path.EndsWith(LoqEnd, StringComparison.Ordinal)) return await OfCountryAsync(path[Loq.Length..^LoqEnd.Length], cancel);
        if (!path.StartsWith(Catalogue, StringComparison.Ordinal) || path.Split('/') is not [_, var release, var file]) return new OpenAddress(Root + path, IsFixed: false);
        if (release != Newest) return await OfReleaseAsync(release, file, isFixed: file != ReleasePaths.GoneName, cancel);
        return await newest.FindAsync(cancel) is { } manifest ? await OfReleaseAsync(manifest.Release, file, isFixed: false, cancel) : null;
    }

    async Task<OpenAddress?> OfCountryAsync(string country, CancellationToken cancel)
    {
        if (await newest.FindAsync(cancel) is not { LoqCountries: { } countries } manifest || !countries.Contains(country)) return null;
        return await OfReleaseAsync(manifest.Release, countries.Count > 1 ? ReleasePaths.LoqNameOf(country) : ReleasePaths.LoqName, isFixed: false, cancel);
    }

    /// <summary>A file that is asked for unpacked is gone when the packed one is.</summary>
    async Task<OpenAddress> OfReleaseAsync(string release, string file, bool isFixed, CancellationToken cancel)
    {
        GoneFiles? lost = await gone.FindAsync(release, cancel);
        return new OpenAddress(ReleasePaths.Of(release, file), isFixed, lost?.Find(file) ?? lost?.Find(file + OpenFile.Packed));
    }
}
