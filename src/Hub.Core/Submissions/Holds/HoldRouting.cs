using Hub.Catalogue;
using Hub.Rules.Governance;

namespace Hub.Submissions.Holds;

/// <summary>Whose decision a held row is: the rules' competence for entries, and every registrar's for all else.</summary>
public static class HoldRouting
{
    public static async Task<bool> IsForAsync(Hold hold, CompetenceOfCaller caller, CancellationToken cancel) =>
        hold.Kind != CatalogueKind.KindName || await caller.MayDecideAsync(hold.Organisation.Value, hold.Record, cancel);
}
