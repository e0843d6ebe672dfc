using System.Text.Json;
using Hub.Records;
using Hub.Rules;
using Hub.Rules.Governance;

namespace Hub.Recognition.Equivalences;

/// <summary>
/// Who may declare what. The id's organisation declares: a reviewer for the own one, a registrar for any. To say what counts as an
/// entry is for whoever decides about it: the awarding body, or a body that the rules name; and both ways that for both entries, because
/// nobody binds another.
/// </summary>
public sealed class EquivalenceAuthority(Competences competences)
{
    internal static bool MayWrite(Caller caller, OrganisationId declares) => caller.Has(Role.Registrar) || (caller.Has(Role.Reviewer) && caller.Organisation == declares);

    /// <param name="bound">Entries something is to count as, with their records.</param>
    internal async Task<Problem?> RefusalAsync(Caller caller, IEnumerable<(string Id, StoredRecord Record)> bound, CancellationToken cancel)
    {
        CompetenceOfCaller competence = await competences.OfAsync(caller, CompetenceTask.Recognition, cancel);
        foreach ((string id, StoredRecord record) in bound)
        {
            using JsonDocument json = JsonDocument.Parse(record.Json);
            string owner = id[..id.IndexOf('~', StringComparison.Ordinal)];
            string awarding = json.RootElement.TryGetProperty("awardingBody", out JsonElement named) ? named.GetString()! : owner;
            bool isOwn = caller.Has(Role.Reviewer) && awarding == caller.Organisation.Value;
            bool isCompetent = (caller.Has(Role.Registrar) || competence.IsOfABody) && await competence.MayDecideAsync(owner, json.RootElement, cancel);
            if (!isOwn && !isCompetent) return EquivalenceProblems.NotCompetent(id);
        }

        return null;
    }
}
