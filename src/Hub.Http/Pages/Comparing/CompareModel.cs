using Hub.Http.Pages.Entries;

namespace Hub.Http.Pages.Comparing;

/// <summary>Entries side by side.</summary>
/// <param name="Missing">Ids that were asked for and are not in the catalogue.</param>
/// <param name="TooMany">More were asked for than fit beside each other; the first ones are shown.</param>
public sealed record CompareModel(IReadOnlyList<EntryModel> Entries, IReadOnlyList<string> Missing, bool TooMany)
{
    public const int MaxEntries = 4;
}
