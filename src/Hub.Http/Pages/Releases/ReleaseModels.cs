using Hub.Http.V1;
using Hub.Releases;

namespace Hub.Http.Pages.Releases;

/// <summary>The first page: what there is, and where to search it.</summary>
/// <param name="Entries">Entries that can be searched now.</param>
/// <param name="Kinds">How many of each kind.</param>
public sealed record HomeModel(HubBody Hub, int Entries, bool Partial, IReadOnlyDictionary<string, int> Kinds);

/// <summary>All releases.</summary>
/// <param name="Releases">Newest first.</param>
public sealed record ReleaseListModel(IReadOnlyList<ReleaseSummary> Releases, string Api);

/// <summary>One release.</summary>
/// <param name="Previous">The release before; null for the first.</param>
/// <param name="Figures">What is in it; null where it is too large to be counted while somebody waits.</param>
public sealed record ReleaseModel(LatestReleaseBody Release, string? Previous, string License, ReleaseFigures? Figures);

/// <summary>Entries of a release by what they are.</summary>
/// <param name="Levels">By EQF level; those without one under the empty text.</param>
/// <param name="Fields">By broad field of ISCED-F; an entry in two fields counts in both.</param>
/// <param name="Credits">By credit system and band of points, <c>ECTS 0-5</c>: more than the first number, up to the second. Points of different systems are not compared.</param>
public sealed record ReleaseFigures(IReadOnlyDictionary<string, int> Kinds, IReadOnlyDictionary<string, int> Levels, IReadOnlyDictionary<string, int> Fields, IReadOnlyDictionary<string, int> Credits);
