using Hub.Http.Pages.Shell;
using Hub.Learners.Access;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Learners.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Http.Pages.Learners.Own;

/// <summary>Puts together what a learner's pages show.</summary>
sealed class OwnPages(ReadCreditRecordHandler records, ReadAccessLogHandler accesses, ShareRecordHandler shares, MakeRequestHandler requests, OrganisationNames names, TimeProvider clock)
{
    const int AccessesOnAPage = 50;

    public async Task<CreditRecordDocument> DocumentAsync(OwnLearner own, bool guidance, CancellationToken cancel) =>
        (await records.HandleAsync(own, new ReadCreditRecordQuery(WithGuidance: guidance), cancel)).Value;

    public async Task<OwnRecordModel> RecordAsync(HttpContext http, OwnLearner own) => new(await ShellAsync(http, own), await DocumentAsync(own, guidance: true, http.RequestAborted));

    public async Task<Result<OwnAccessesModel>> AccessesAsync(HttpContext http, OwnLearner own, string? after)
    {
        Result<Page<LearnerAccess>> page = await accesses.HandleAsync(own, after, AccessesOnAPage, http.RequestAborted);
        if (page.Problem is { } problem) return problem;
        return new OwnAccessesModel(await ShellAsync(http, own), page.Value.Items, await NamesAsync(page.Value.Items.Select(i => i.Body), http), page.Value.Next);
    }

    public async Task<OwnSharesModel> SharesAsync(HttpContext http, OwnLearner own, string? issued = null, string? wrong = null)
    {
        ListedShares listed = await shares.ListAsync(own, http.RequestAborted);
        return new OwnSharesModel(
            await ShellAsync(http, own), await DocumentAsync(own, guidance: false, http.RequestAborted), listed, await names.FindAsync(listed.Shares.Select(s => s.Organisation).OfType<string>(), http.RequestAborted), clock.GetUtcNow(), issued, wrong);
    }

    public async Task<OwnRequestsModel> RequestsAsync(HttpContext http, OwnLearner own, string? statement = null, string? wrong = null)
    {
        IReadOnlyList<LearnerRequest> items = await requests.ListAsync(own, http.RequestAborted);
        return new OwnRequestsModel(await ShellAsync(http, own), await DocumentAsync(own, guidance: false, http.RequestAborted), items, await NamesAsync(items.Select(i => i.Body), http), statement, wrong);
    }

    async Task<OwnShell> ShellAsync(HttpContext http, OwnLearner own)
    {
        OrganisationName[]? vouching = own.Organisations is { } some ? [.. (await names.FindAsync(some.Select(o => o.Value), http.RequestAborted)).Values] : null;
        return new OwnShell(http.Features.GetRequiredFeature<LearnerSession>().ExpiresAt, vouching, own.IsRestricted);
    }

    /// <summary>Of organisations alone: the hub itself has no name.</summary>
    Task<IReadOnlyDictionary<string, OrganisationName>> NamesAsync(IEnumerable<string> bodies, HttpContext http) => names.FindAsync(bodies.Where(b => OrganisationId.IsValid(b)), http.RequestAborted);
}
