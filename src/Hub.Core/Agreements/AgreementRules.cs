using System.Globalization;
using Hub.Submissions.Layout;

namespace Hub.Agreements;

/// <summary>Rules about an agreement as a whole.</summary>
static class AgreementRules
{
    public static void Judge(Agreement agreement, RowReading row)
    {
        if (!row.Has(AgreementColumns.Type)) row.Add(AgreementColumns.Type, AgreementFindings.TypeMissing);
        if (!row.Has(AgreementColumns.ValidFrom)) row.Add(AgreementColumns.ValidFrom, AgreementFindings.ValidFromMissing);
        if (agreement.ValidUntil < agreement.ValidFrom) row.Add(AgreementColumns.ValidUntil, AgreementFindings.ValidityReversed);
        if (agreement.IsMemorandum) Memorandum(agreement, row);
        if (agreement.IsLearningAgreement) Learning(agreement, row);
        Signatures(agreement, row);
        Sender(agreement, row);
    }

    static void Memorandum(Agreement agreement, RowReading row)
    {
        if (agreement.Parties.Count < 2) row.Add(AgreementColumns.Parties, AgreementFindings.PartiesMissing);
        if (!row.Has(AgreementColumns.Accepts)) row.Add(AgreementColumns.Accepts, AgreementFindings.NothingAccepted);
        foreach (Column personal in AgreementColumns.OfLearner)
            if (row.Has(personal)) row.Add(personal, AgreementFindings.OfPerson);
    }

    static void Learning(Agreement agreement, RowReading row)
    {
        if (!row.Has(AgreementColumns.ValidUntil)) row.Add(AgreementColumns.ValidUntil, AgreementFindings.PeriodMissing);
        if (!row.Has(AgreementColumns.Host)) row.Add(AgreementColumns.Host, AgreementFindings.HostMissing);
        if (agreement.Host is { } host && host == AgreementCells.HomeOf(agreement, row)) row.Add(AgreementColumns.Host, AgreementFindings.HostIsHome);
        if (!row.Has(AgreementColumns.LearnerId)) row.Add(AgreementColumns.LearnerId, AgreementFindings.LearnerMissing);
        if (!row.Has(AgreementColumns.Outcomes) && !row.Has(AgreementColumns.Studied)) row.Add(AgreementColumns.Outcomes, AgreementFindings.OutcomesMissing);
        foreach (string agreed in agreement.Outcomes)
        {
            if (agreed.Contains(AgreementCells.Divider, StringComparison.Ordinal)) continue;
            row.Add(AgreementColumns.Outcomes, AgreementFindings.PartMissing);
            break;
        }

        if (agreement.Memorandum is { } memorandum && memorandum == row.Verdict.Id) row.Add(AgreementColumns.Memorandum, AgreementFindings.RestsOnItself);
    }

    static void Signatures(Agreement agreement, RowReading row)
    {
        foreach (string signature in agreement.Signatures)
        {
            int divider = signature.IndexOf(AgreementCells.Divider, StringComparison.Ordinal);
            string who = signature[..divider];
            bool isParty = agreement.IsMemorandum ? agreement.Parties.Contains(who) : who is Signer.Learner or Signer.Home or Signer.Host;
            if (!isParty) row.Add(AgreementColumns.Signatures, AgreementFindings.SignerUnknown);
            // A day later is no future: it has begun already further east.
            if (DateOnly.ParseExact(signature.AsSpan(divider + 1), "yyyy-MM-dd", CultureInfo.InvariantCulture) > row.Scope.ReceivedOn.AddDays(1)) row.Add(AgreementColumns.Signatures, AgreementFindings.SignedInFuture);
        }
    }

    static void Sender(Agreement agreement, RowReading row)
    {
        string sender = row.Scope.Organisation.Value;
        if (agreement.Type is null || sender == AgreementCells.HomeOf(agreement, row) || sender == agreement.Host || agreement.Parties.Contains(sender)) return;
        if (row.Scope.Register?.Of(sender) is { } standing && !standing.Roles.Contains("registrar")) row.Add(agreement.IsMemorandum ? AgreementColumns.Parties : AgreementColumns.Home, AgreementFindings.SenderNotAParty);
    }
}
