using System.Collections.Frozen;
using Hub.Http.Pipeline;
using Microsoft.AspNetCore.RateLimiting;

namespace Hub.Http.SignIn;

/// <summary>Roles that may call an endpoint, any one of them. What a caller may do with which data the use cases decide.</summary>
sealed record AllowedRoles(IReadOnlyList<Role> Roles);

/// <summary>The one table of who may call what. An endpoint that is not in it does not come up.</summary>
static class Authority
{
    static readonly Role[] Anyone = [];

    public static readonly FrozenDictionary<string, Role[]> Table = new Dictionary<string, Role[]>
    {
        ["ReadLandingPage"] = Anyone,
        ["ReadPageAsset"] = Anyone,
        ["SearchPage"] = Anyone,
        ["EntryPage"] = Anyone,
        ["ComparePage"] = Anyone,
        ["ProviderPage"] = Anyone,
        ["ReleasesPage"] = Anyone,
        ["ReleasePage"] = Anyone,
        ["ReadLiveness"] = Anyone,
        ["ReadReadiness"] = Anyone,
        ["ReadPublicKeys"] = Anyone,
        ["ReadOpenFile"] = Anyone,
        ["ReadOpenFileHeaders"] = Anyone,
        ["ReadApiDescription"] = Anyone,
        ["ListCatalogue"] = Anyone,
        ["ReadCatalogueEntry"] = Anyone,
        ["ListCatalogueEntryVersions"] = Anyone,
        ["ReadCatalogueEntryVersion"] = Anyone,
        ["ReadStandard"] = Anyone,
        ["CompareCatalogueEntryVersions"] = Anyone,
        ["ReadCatalogueEntryStructure"] = Anyone,
        ["ListCatalogueEntryParts"] = Anyone,
        ["ListDerivedCatalogueEntries"] = Anyone,
        ["ReadCatalogueEntryOutcomes"] = Anyone,
        ["ReadEsco"] = Anyone,
        ["ReadEscoSkill"] = Anyone,
        ["ListChanges"] = Anyone,
        ["ListOrganisations"] = Anyone,
        ["ReadOrganisation"] = Anyone,
        ["ListAccreditations"] = Anyone,
        ["ReadAccreditation"] = Anyone,
        ["ReadQualityStatus"] = Anyone,
        ["ListRulesets"] = Anyone,
        ["ReadRuleset"] = Anyone,
        ["AllocatePoints"] = Anyone,        // arithmetic on what is sent
        ["CheckWorkload"] = Anyone,
        ["ExplainFinding"] = Anyone,
        ["ListReleases"] = Anyone,
        ["OpenSharedRecord"] = Anyone,      // who has the link has the authority
        ["OpenLearnerLink"] = Anyone,       // who has the link has the authority
        ["AskToOpenLinkPage"] = Anyone,     // says only what its button does
        ["OpenLinkPage"] = Anyone,          // who has the link has the authority
        ["WriteUpload"] = Anyone,           // who has the link has the authority
        ["ListUploadBlocks"] = Anyone,
        ["SendSubmission"] = [Role.Provider, Role.Registrar],
        ["ConfirmSubmission"] = [Role.Provider, Role.Registrar],
        ["ListSubmissions"] = [Role.Provider, Role.Registrar],
        ["ReadSubmission"] = [Role.Provider, Role.Registrar],
        ["ReadSubmissionFindings"] = [Role.Provider, Role.Registrar],
        ["ReadSubmissionErrors"] = [Role.Provider, Role.Registrar],
        ["ReadSubmissionReceipt"] = [Role.Provider, Role.Registrar],
        ["ApplyBatch"] = [Role.Provider, Role.Registrar],
        ["ListOwnEntries"] = [Role.Provider, Role.Registrar],
        ["PutCatalogueEntry"] = [Role.Provider, Role.Registrar],
        ["WithdrawCatalogueEntry"] = [Role.Provider, Role.Registrar],
        ["ListSubmissionReceipts"] = [Role.Provider, Role.Registrar],
        ["SendCorrection"] = [Role.Provider, Role.Registrar],
        ["ReadCreditRecord"] = [Role.Provider, Role.Registrar],
        ["ReadCreditRecordProgress"] = [Role.Provider, Role.Registrar],
        ["ReadCreditRecordGuidance"] = [Role.Provider, Role.Registrar],
        ["ShareCreditRecord"] = [Role.Provider, Role.Registrar],
        ["ListCreditRecordShares"] = [Role.Provider, Role.Registrar],
        ["WithdrawCreditRecordShare"] = [Role.Provider, Role.Registrar],
        ["ListEquivalences"] = Anyone,
        ["ReadEquivalence"] = Anyone,
        ["PutEquivalence"] = [Role.Reviewer, Role.Registrar],       // whoever is competent for the entry that something counts as
        ["WithdrawEquivalence"] = [Role.Reviewer, Role.Registrar],
        ["ReadDecisionStatistics"] = Anyone,
        ["ReadDecision"] = [Role.Provider, Role.Reviewer],
        ["RequestRecognition"] = [Role.Provider],
        ["ListRecognitions"] = [Role.Provider],
        ["AskWhatIf"] = [Role.Provider, Role.Reviewer],
        ["AddEvidence"] = [Role.Provider],
        ["SupplementRecognition"] = [Role.Provider],
        ["WithdrawRecognition"] = [Role.Provider],
        ["AnswerHearing"] = [Role.Provider],
        ["AppealDecision"] = [Role.Provider],
        ["ReadRecognition"] = [Role.Provider, Role.Reviewer],
        ["ReadEvidence"] = [Role.Provider, Role.Reviewer],
        ["ListReviews"] = [Role.Reviewer],
        ["AssignCase"] = [Role.Reviewer],
        ["NoteOnCase"] = [Role.Reviewer],
        ["AskForInformation"] = [Role.Reviewer],
        ["TellDelay"] = [Role.Reviewer],
        ["HearApplicant"] = [Role.Reviewer],
        ["EndHearing"] = [Role.Reviewer],
        ["DecideCase"] = [Role.Reviewer],
        ["MeetConditions"] = [Role.Reviewer],
        ["CloseCase"] = [Role.Reviewer],
        ["EndAppealWindow"] = [Role.Reviewer],
        ["DeskSignInPage"] = Anyone,        // asks for a key
        ["DeskSignIn"] = Anyone,            // who has the key has the authority
        ["DeskPage"] = [Role.Reviewer],
        ["DeskCasePage"] = [Role.Reviewer],
        ["DeskEvidence"] = [Role.Reviewer],
        ["DeskDecision"] = [Role.Reviewer],
        ["DeskAct"] = [Role.Reviewer],
        ["DeskLeave"] = [Role.Reviewer],
        ["MakeLearnerLink"] = [Role.Provider, Role.Registrar],
        ["ListRectifications"] = [Role.Provider, Role.Registrar],
        ["AnswerRectification"] = [Role.Provider, Role.Registrar],
        ["ListPrivacyRequests"] = [Role.Registrar],
        ["AnswerPrivacyRequest"] = [Role.Registrar],
        ["EndLearnerSession"] = [Role.Learner],
        ["BindLearner"] = [Role.Learner],
        ["ReleaseLearner"] = [Role.Learner],
        ["ReadMe"] = [Role.Learner],
        ["ReadOwnRecord"] = [Role.Learner],
        ["ReadOwnProgress"] = [Role.Learner],
        ["ReadOwnGuidance"] = [Role.Learner],
        ["ListOwnAccesses"] = [Role.Learner],
        ["ExportOwnData"] = [Role.Learner],
        ["ShareOwnRecord"] = [Role.Learner],
        ["ListOwnShares"] = [Role.Learner],
        ["WithdrawOwnShare"] = [Role.Learner],
        ["MakeOwnRequest"] = [Role.Learner],
        ["ListOwnRequests"] = [Role.Learner],
        ["OwnRecordPage"] = [Role.Learner],
        ["OwnAccessesPage"] = [Role.Learner],
        ["OwnSharesPage"] = [Role.Learner],
        ["ShareOwnRecordPage"] = [Role.Learner],
        ["WithdrawOwnSharePage"] = [Role.Learner],
        ["OwnRequestsPage"] = [Role.Learner],
        ["MakeOwnRequestPage"] = [Role.Learner],
        ["OwnDataFile"] = [Role.Learner],
        ["LeavePage"] = [Role.Learner],
        ["ListHolds"] = [Role.Registrar],
        ["ReleaseHold"] = [Role.Registrar],
        ["RefuseHold"] = [Role.Registrar],
        ["PutOrganisation"] = [Role.Registrar],
        ["RecordStandardStep"] = [Role.Registrar],
        ["PutAccreditation"] = [Role.Provider, Role.Registrar],        // an agency sends as a provider does: its own
        ["WithdrawAccreditation"] = [Role.Provider, Role.Registrar],
        ["ListAgreements"] = [Role.Provider, Role.Reviewer, Role.Registrar],
        ["ReadAgreement"] = [Role.Provider, Role.Reviewer, Role.Registrar],
        ["ReadAgreementVersion"] = [Role.Provider, Role.Reviewer, Role.Registrar],
        ["PutAgreement"] = [Role.Provider, Role.Registrar],
        ["ReadMobility"] = [Role.Provider, Role.Reviewer, Role.Registrar],
        ["SignAgreement"] = [Role.Provider],
        ["ReadAchievement"] = [Role.Provider, Role.Registrar],
        ["PutAchievement"] = [Role.Provider, Role.Registrar],
        ["ListAchievementsOfLearner"] = [Role.Provider, Role.Registrar],
        ["EraseLearner"] = [Role.Registrar],
        ["MergeLearners"] = [Role.Registrar],
        ["SplitLearners"] = [Role.Registrar],
        ["RestrictLearner"] = [Role.Registrar],
        ["LiftRestriction"] = [Role.Registrar],
        ["CutRelease"] = [Role.Publisher],
        ["TakeDownRecord"] = [Role.Publisher],
        ["ListTakeDowns"] = [Role.Publisher],
        ["LiftTakeDown"] = [Role.Publisher],
        ["PreviewRuleset"] = [Role.Publisher, Role.Registrar],
        ["AdoptRuleset"] = [Role.Publisher],
        ["AddKey"] = [Role.Registrar],
        ["ListKeys"] = [Role.Registrar],
        ["RevokeKey"] = [Role.Registrar],
        ["ListFailedWork"] = [Role.Registrar, Role.Publisher],
        ["RetryFailedWork"] = [Role.Registrar, Role.Publisher],
        ["ListAudit"] = [Role.Auditor],
        ["ListAuditCheckpoints"] = [Role.Auditor],
        ["ExportAudit"] = [Role.Auditor],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Puts on every endpoint what the table says of it.</summary>
    public static void Apply(EndpointBuilder endpoint)
    {
        string name = endpoint.Metadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName
            ?? throw new InvalidOperationException($"Endpoint {endpoint.DisplayName} has no name.");
        if (!Table.TryGetValue(name, out Role[]? roles)) throw new InvalidOperationException($"Endpoint {name} is not in the table of authority.");
        if (ClientLimits.PolicyFor(roles.Length == 0, endpoint.ApplicationServices) is { } policy) endpoint.Metadata.Add(new EnableRateLimitingAttribute(policy));
        if (roles.Length == 0) return;
        endpoint.Metadata.Add(new AllowedRoles(roles));
        foreach (int status in (int[])[StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests])
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [ProblemHttp.MediaType]));
    }
}
