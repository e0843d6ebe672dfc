using System.Buffers.Text;
using System.Text;
using Hub.Learners;
using Hub.Ports;
using Hub.Records;

namespace Hub.Agreements;

/// <summary>An agreement in a list: its current version, and which one is agreed. Nothing of it says who the learner is.</summary>
/// <param name="AgreedVersion">The newest version that all have signed; null: none, or terminated.</param>
public sealed record ListedAgreement(SignedVersion Current, int? AgreedVersion);

/// <summary>Lists the agreements the caller's organisation is party to.</summary>
public sealed class ListAgreementsHandler(AgreementRecords agreements, LearnerStore learners, ReadSigned signed)
{
    /// <param name="type">Short name of the vocabulary <c>agreement-types</c>; null: any.</param>
    /// <param name="after">Cursor of the page before; null for the first. A page may hold fewer items than asked for and still have a next one.</param>
    public async Task<Result<Page<ListedAgreement>>> HandleAsync(Caller caller, string? type, string? after, int limit, CancellationToken cancel)
    {
        if (type is not (null or AgreementTypes.Memorandum or AgreementTypes.LearningAgreement)) return AgreementProblems.TypeUnknown();
        if (!TryReadCursor(after, out string? from)) return PageProblems.CursorInvalid();
        IReadOnlyList<(string Id, string Row)> candidates = await agreements.OfPartyAsync(caller.Organisation, from, limit, cancel);
        var items = new List<ListedAgreement>(candidates.Count);
        foreach ((string id, _) in candidates)
        {
            if (await agreements.FindSealedAsync(id, cancel) is not var (record, learner)) continue;
            AgreementTerms terms = AgreementTerms.Read(id, record.Json);
            if (!terms.Concerns(caller.Organisation.Value) || (type is not null && terms.Type != type) || await IsRestrictedAsync(learner, cancel)) continue;
            SignedVersion? agreed = await signed.AgreedAsync(id, record, learner, version => version.IsSigned, cancel);
            items.Add(new ListedAgreement(await signed.CurrentAsync(id, record, learner, cancel), agreed?.Version));
        }

        return new Page<ListedAgreement>(items, candidates.Count == limit ? Base64Url.EncodeToString(Encoding.ASCII.GetBytes(candidates[^1].Row)) : null);
    }

    async Task<bool> IsRestrictedAsync(LearnerReference? learner, CancellationToken cancel) => learner is { } of && await learners.FindAsync(of, cancel) is not ({ Restriction: null, ErasedAt: null }, _);

    static bool TryReadCursor(string? after, out string? row)
    {
        row = null;
        if (string.IsNullOrEmpty(after)) return true;
        if (!Base64Url.IsValid(after)) return false;
        row = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(after));
        // A cursor can be forged: it must stay a key the store takes.
        return row.Length is > 0 and < TableLimits.MaxKeyLength - 16 && !row.AsSpan().ContainsAnyExceptInRange(' ', '~') && !row.AsSpan().ContainsAny("/\\#?");
    }
}
