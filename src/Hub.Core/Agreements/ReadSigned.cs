using Hub.Learners;
using Hub.Organisations;

namespace Hub.Agreements;

/// <summary>How a signature came to be known.</summary>
public enum SignatureSource
{
    /// <summary>The party gave it here.</summary>
    Given,

    /// <summary>The record states it, and who wrote the record answers for that.</summary>
    Stated,
}

/// <summary>A signature of the current version that counts.</summary>
public sealed record CountedSignature(string Signer, SignatureSource Source, DateOnly On);

/// <summary>
/// Who has signed the current version of an agreement. A signature counts that its party gave here. One that the record only states counts
/// where whoever answers for the record may say so: each party for itself, home for all, as it carries what follows from it, either
/// institution for the learner, and an organisation that the register lists as registrar for everybody. See decision 0075.
/// </summary>
public sealed class ReadSigned(AgreementSignatures given, OrganisationRegister organisations)
{
    internal async Task<IReadOnlyList<CountedSignature>> OfAsync(AgreementTerms terms, int version, LearnerReference? learner, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, AgreementSignature> signed = await given.OfAsync(terms.Id, learner, cancel);
        bool? isRegistrar = null;
        var counted = new List<CountedSignature>();
        foreach (string signer in terms.Signers)
        {
            if (signed.TryGetValue(signer, out AgreementSignature? own) && own.Version == version) counted.Add(new CountedSignature(signer, SignatureSource.Given, DateOnly.FromDateTime(own.At.UtcDateTime)));
            else if (terms.Stated.TryGetValue(signer, out DateOnly on) && (MayState(terms, signer) || (isRegistrar ??= await IsRegistrarAsync(terms.Owner, cancel)))) counted.Add(new CountedSignature(signer, SignatureSource.Stated, on));
        }

        return counted;
    }

    static bool MayState(AgreementTerms terms, string signer) =>
        terms.Owner == terms.Home || terms.SignsAs(terms.Owner) == signer || (signer == Signer.Learner && terms.Owner == terms.Host);

    async Task<bool> IsRegistrarAsync(string organisation, CancellationToken cancel) => await organisations.Standings.FindAsync(organisation, cancel) is { } standing && standing.Roles.Contains("registrar");
}
