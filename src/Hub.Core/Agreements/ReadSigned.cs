using Hub.Learners;
using Hub.Organisations;
using Hub.Records;

namespace Hub.Agreements;

/// <summary>How a signature came to be known.</summary>
public enum SignatureSource
{
    /// <summary>The party gave it here.</summary>
    Given,

    /// <summary>The record states it, and who wrote the record answers for that.</summary>
    Stated,
}

/// <summary>A signature of a version that counts.</summary>
public sealed record CountedSignature(string Signer, SignatureSource Source, DateOnly On);

/// <summary>A version of an agreement with the signatures of it that count.</summary>
public sealed record SignedVersion(AgreementTerms Terms, int Version, IReadOnlyList<CountedSignature> Signatures)
{
    public bool IsSignedBy(string? signer) => Signatures.Any(s => s.Signer == signer);

    public bool IsSigned => Terms.Signers.All(IsSignedBy);
}

/// <summary>
/// Who has signed which version of an agreement. A signature counts that its party gave here. One that the record only states counts
/// where whoever answers for the record may say so: each party for itself, home for all, as it carries what follows from it, either
/// institution for the learner, and an organisation that the register lists as registrar for everybody. See decision 0075.
/// </summary>
public sealed class ReadSigned(AgreementSignatures given, AgreementRecords agreements, OrganisationRegister organisations)
{
    /// <summary>The current version.</summary>
    internal async Task<SignedVersion> CurrentAsync(string id, StoredRecord record, LearnerReference? learner, CancellationToken cancel)
    {
        AgreementTerms terms = AgreementTerms.Read(id, record.Json);
        return await CountAsync(terms, record.Stamp.Version, await given.OfAsync(id, learner, cancel), cancel);
    }

    /// <summary>
    /// What is agreed: the newest version that all have signed who must. A proposal changes nothing before it is signed; a termination
    /// counts at once, whoever of the parties says it.
    /// </summary>
    /// <param name="isEnough">Whether the signatures of a version are those it takes.</param>
    internal async Task<SignedVersion?> AgreedAsync(string id, StoredRecord current, LearnerReference? learner, Func<SignedVersion, bool> isEnough, CancellationToken cancel)
    {
        AgreementTerms now = AgreementTerms.Read(id, current.Json);
        if (!now.IsActive) return null;
        IReadOnlyList<AgreementSignature> all = await given.OfAsync(id, learner, cancel);
        SignedVersion newest = await CountAsync(now, current.Stamp.Version, all, cancel);
        if (isEnough(newest)) return newest;
        foreach (StoredRecord earlier in await agreements.EarlierAsync(id, learner, cancel))
        {
            AgreementTerms terms = AgreementTerms.Read(id, earlier.Json);
            if (terms.IsActive && await CountAsync(terms, earlier.Stamp.Version, all, cancel) is var version && isEnough(version)) return version;
        }

        return null;
    }

    async Task<SignedVersion> CountAsync(AgreementTerms terms, int version, IReadOnlyList<AgreementSignature> all, CancellationToken cancel)
    {
        bool? isRegistrar = null;
        var counted = new List<CountedSignature>();
        foreach (string signer in terms.Signers)
        {
            if (all.FirstOrDefault(s => s.Signer == signer && s.Version == version) is { } own) counted.Add(new CountedSignature(signer, SignatureSource.Given, DateOnly.FromDateTime(own.At.UtcDateTime)));
            else if (terms.Stated.TryGetValue(signer, out DateOnly on) && (MayState(terms, signer) || (isRegistrar ??= await IsRegistrarAsync(terms.Owner, cancel)))) counted.Add(new CountedSignature(signer, SignatureSource.Stated, on));
        }

        return new SignedVersion(terms, version, counted);
    }

    static bool MayState(AgreementTerms terms, string signer) =>
        terms.Owner == terms.Home || terms.SignsAs(terms.Owner) == signer || (signer == Signer.Learner && terms.Owner == terms.Host);

    async Task<bool> IsRegistrarAsync(string organisation, CancellationToken cancel) => await organisations.Standings.FindAsync(organisation, cancel) is { } standing && standing.Roles.Contains("registrar");
}
