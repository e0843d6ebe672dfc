using Hub.Rules;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Organisations.Accreditations;

/// <summary>Rules about an accreditation as a whole.</summary>
static class AccreditationRules
{
    /// <summary>From here on DEQAR speaks of other provision; below it, without a full degree, of a micro-credential.</summary>
    const decimal OtherProvisionEcts = 60;

    const string HigherEducation = "higher-education";

    public static void Judge(Accreditation accreditation, RowReading row)
    {
        if (!row.Has(AccreditationColumns.Organisation)) row.Add(AccreditationColumns.Organisation, AccreditationFindings.OrganisationMissing);
        if (!row.Has(AccreditationColumns.Type)) row.Add(AccreditationColumns.Type, AccreditationFindings.TypeMissing);
        if (!row.Has(AccreditationColumns.ValidFrom)) row.Add(AccreditationColumns.ValidFrom, AccreditationFindings.ValidFromMissing);
        Validity(accreditation, row);
        Scope(accreditation, row);
        Degree(accreditation, row);
        Bodies(accreditation, row);
        Report(accreditation, row);
    }

    /// <summary>What DEQAR asks of every report. A record is one as soon as it has something that only DEQAR knows.</summary>
    static void Report(Accreditation accreditation, RowReading row)
    {
        bool isReport = row.Has(AccreditationColumns.LegalStatus) || row.Has(AccreditationColumns.Activities) || row.Has(AccreditationColumns.DegreeOutcome);
        if (row.Has(AccreditationColumns.Decision) && accreditation.Decision is null)
            row.Add(AccreditationColumns.Decision, AccreditationFindings.DecisionUnknown, isReport ? Severity.Reject : Severity.Hold, row.Scope.Vocabularies["accreditation-decisions"].Names);
        if (!isReport) return;
        if (!row.Has(AccreditationColumns.LegalStatus)) row.Add(AccreditationColumns.LegalStatus, AccreditationFindings.LegalStatusMissing);
        if (!row.Has(AccreditationColumns.Activities)) row.Add(AccreditationColumns.Activities, AccreditationFindings.ActivityMissing);
        if (!row.Has(AccreditationColumns.Decision)) row.Add(AccreditationColumns.Decision, AccreditationFindings.DecisionMissing);
        if (!row.Has(AccreditationColumns.Report)) row.Add(AccreditationColumns.Report, AccreditationFindings.ReportMissing);
        if (accreditation.Type?.Name == AccreditationTypes.Programme && !row.Has(AccreditationColumns.DegreeOutcome)) row.Add(AccreditationColumns.DegreeOutcome, AccreditationFindings.DegreeOutcomeMissing);
    }

    static void Validity(Accreditation accreditation, RowReading row)
    {
        if (accreditation.ValidUntil is not { } until || accreditation.ValidFrom is not { } from) return;
        if (until < from || (until == from && row.Has(AccreditationColumns.LegalStatus))) row.Add(AccreditationColumns.ValidUntil, AccreditationFindings.ValidityReversed);
    }

    static void Scope(Accreditation accreditation, RowReading row)
    {
        if (accreditation.Type?.Name is not { } type) return;
        if (type == AccreditationTypes.StudyProgrammeGroup && !row.Has(AccreditationColumns.Fields)) row.Add(AccreditationColumns.Fields, AccreditationFindings.GroupMissing);
        // A report to DEQAR knows no entries of this catalogue.
        if (AccreditationTypes.IsOfProgrammes(type) && !row.Has(AccreditationColumns.Entries) && !row.Has(AccreditationColumns.LegalStatus)) row.Add(AccreditationColumns.Entries, AccreditationFindings.NothingNamed);
        if (type == AccreditationTypes.ShortProgrammes && accreditation.WorkloadEcts >= OtherProvisionEcts) row.Add(AccreditationColumns.WorkloadEcts, AccreditationFindings.NotShort);
    }

    static void Degree(Accreditation accreditation, RowReading row)
    {
        if (accreditation.WorkloadEcts <= 0) row.Add(AccreditationColumns.WorkloadEcts, AccreditationFindings.WorkloadNotPositive);
        if (accreditation.DegreeOutcome is not { } outcome) return;
        if (!row.Has(AccreditationColumns.EqfLevels)) row.Add(AccreditationColumns.EqfLevels, AccreditationFindings.LevelMissing);
        foreach (Concept level in accreditation.EqfLevels)
            if (level.Name is not ("5" or "6" or "7" or "8")) row.Add(AccreditationColumns.EqfLevels, AccreditationFindings.LevelOutsideCycles);
        bool certified = row.Has(AccreditationColumns.AssessmentCertification);
        if (outcome.Name == "full-degree")
        {
            if (certified) row.Add(AccreditationColumns.AssessmentCertification, AccreditationFindings.CertificationWithDegree);
            OfHigherEducation(accreditation.Organisation, AccreditationColumns.DegreeOutcome, AccreditationFindings.DegreeOfOtherProvider, row);
            return;
        }

        if (!row.Has(AccreditationColumns.WorkloadEcts)) row.Add(AccreditationColumns.WorkloadEcts, AccreditationFindings.WorkloadMissing);
        if (!certified) row.Add(AccreditationColumns.AssessmentCertification, AccreditationFindings.CertificationMissing);
    }

    static void Bodies(Accreditation accreditation, RowReading row)
    {
        string sender = row.Scope.Organisation.Value;
        if (row.Has(AccreditationColumns.Agency) && accreditation.Agency is null) return;        // unreadable, and said so
        string agency = accreditation.Agency ?? sender;
        if (accreditation.Organisation is { } organisation)
        {
            if (organisation == agency) row.Add(AccreditationColumns.Agency, AccreditationFindings.OwnAgency);
            if (accreditation.JointWith.Contains(organisation)) row.Add(AccreditationColumns.JointWith, AccreditationFindings.JointWithItself);
        }

        NeedsRole(agency, "agency", AccreditationFindings.NotAnAgency, row);
        if (agency != sender) NeedsRole(sender, "registrar", AccreditationFindings.SenderNotEntitled, row);
        // A decision about several may be obligatory for one of them.
        if (accreditation.LegalStatus?.Name == "obligatory" && accreditation.JointWith.Count == 0)
            OfHigherEducation(accreditation.Organisation, AccreditationColumns.LegalStatus, AccreditationFindings.StatusOfOtherProvider, row);
    }

    static void NeedsRole(string organisation, string role, FindingCode code, RowReading row)
    {
        if (row.Scope.Register?.Of(organisation) is { } standing && !standing.Roles.Contains(role)) row.Add(AccreditationColumns.Agency, code);
    }

    // Of an organisation whose sectors the register does not know nothing is said.
    static void OfHigherEducation(string? organisation, Column column, FindingCode code, RowReading row)
    {
        if (organisation is not null && row.Scope.Register?.Of(organisation) is { Sectors.Count: > 0 } standing && !standing.Sectors.Contains(HigherEducation)) row.Add(column, code);
    }
}
