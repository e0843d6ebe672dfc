using System.Net.Http.Headers;

namespace Hub.Http.Tests.Pipeline;

/// <summary>
/// A request for every operation of the API description, such that whoever may make it gets past admission. An operation that
/// is not here fails the test of authority: add its sample with the operation.
/// </summary>
static class SampleRequests
{
    static readonly string Learner = new('0', 34);

    static readonly Dictionary<string, Func<HttpRequestMessage>> ByOperation = new(StringComparer.Ordinal)
    {
        ["ReadLandingPage"] = Get("/"),
        ["ReadLiveness"] = Get("/health/live"),
        ["ReadReadiness"] = Get("/health/ready"),
        ["ReadPublicKeys"] = Get("/.well-known/jwks.json"),
        ["ReadOpenFile"] = Get("/open/catalogue/latest.json"),
        ["ReadApiDescription"] = Get("/openapi/v1.json"),
        ["ListCatalogue"] = Get("/v1/catalogue"),
        ["ReadCatalogueEntry"] = Get("/v1/catalogue/FI-X~1"),
        ["ListCatalogueEntryVersions"] = Get("/v1/catalogue/FI-X~1/versions"),
        ["ReadCatalogueEntryVersion"] = Get("/v1/catalogue/FI-X~1/versions/1"),
        ["CompareCatalogueEntryVersions"] = Get("/v1/catalogue/FI-X~1/versions/2/changes?since=1"),
        ["ReadCatalogueEntryStructure"] = Get("/v1/catalogue/FI-X~1/structure"),
        ["ListCatalogueEntryParts"] = Get("/v1/catalogue/FI-X~1/parts"),
        ["ListDerivedCatalogueEntries"] = Get("/v1/catalogue/FI-X~1/derived"),
        ["ReadCatalogueEntryOutcomes"] = Get("/v1/catalogue/FI-X~1/outcomes"),
        ["ReadEsco"] = Get("/v1/esco"),
        ["ReadEscoSkill"] = Get("/v1/esco/skills/000f1d3d-220f-4789-9c0a-cc742521fb02"),
        ["ListChanges"] = Get("/v1/changes"),
        ["ListOrganisations"] = Get("/v1/organisations"),
        ["ReadOrganisation"] = Get("/v1/organisations/FI-X"),
        ["ListOwnEntries"] = Get("/v1/organisations/FI-X/entries"),
        ["ListAccreditations"] = Get("/v1/accreditations"),
        ["ReadAccreditation"] = Get("/v1/accreditations/FI-X~1"),
        ["ReadQualityStatus"] = Get("/v1/organisations/FI-X/accreditations"),
        ["PutAccreditation"] = () => With(HttpMethod.Put, "/v1/accreditations/FI-X~1", "{}"),
        ["WithdrawAccreditation"] = () => new HttpRequestMessage(HttpMethod.Delete, "/v1/accreditations/FI-X~1"),
        ["ReadCreditRecord"] = Get($"/v1/learners/{Learner}/record"),
        ["ReadCreditRecordProgress"] = Get($"/v1/learners/{Learner}/record/progress?towards=FI-X~1"),
        ["ReadCreditRecordGuidance"] = Get($"/v1/learners/{Learner}/record/guidance"),
        ["ShareCreditRecord"] = () => With(HttpMethod.Post, $"/v1/learners/{Learner}/shares", "{}"),
        ["ListCreditRecordShares"] = Get($"/v1/learners/{Learner}/shares"),
        ["WithdrawCreditRecordShare"] = () => new HttpRequestMessage(HttpMethod.Delete, $"/v1/learners/{Learner}/shares/1"),
        ["OpenSharedRecord"] = Get("/shared/none"),
        ["RequestRecognition"] = () => With(HttpMethod.Post, "/v1/recognitions", "{}"),
        ["ListRecognitions"] = Get("/v1/recognitions"),
        ["ReadRecognition"] = Get("/v1/recognitions/FI-X~2026~k1"),
        ["AddEvidence"] = () => With(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/evidence", "x", "application/pdf"),
        ["ReadEvidence"] = Get("/v1/recognitions/FI-X~2026~k1/evidence/1"),
        ["SupplementRecognition"] = () => With(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/supplements", "{}"),
        ["WithdrawRecognition"] = () => new HttpRequestMessage(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/withdraw"),
        ["AnswerHearing"] = () => With(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/hearing/answer", "{}"),
        ["AppealDecision"] = () => With(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/appeal", "{}"),
        ["ListReviews"] = Get("/v1/reviews"),
        ["AssignCase"] = () => With(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/assign", "{}"),
        ["NoteOnCase"] = () => With(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/notes", "{}"),
        ["AskForInformation"] = () => With(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/information", "{}"),
        ["HearApplicant"] = () => new HttpRequestMessage(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/hearing"),
        ["EndHearing"] = () => new HttpRequestMessage(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/hearing/end"),
        ["DecideCase"] = () => With(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/decision", "{}"),
        ["CloseCase"] = () => new HttpRequestMessage(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/close"),
        ["EndAppealWindow"] = () => new HttpRequestMessage(HttpMethod.Post, "/v1/recognitions/FI-X~2026~k1/appeal/end"),
        ["ReadAchievement"] = Get("/v1/achievements/FI-X~1"),
        ["PutAchievement"] = () => With(HttpMethod.Put, "/v1/achievements/FI-X~1", "{}"),
        ["ListAchievementsOfLearner"] = Get($"/v1/learners/{Learner}/achievements"),
        ["EraseLearner"] = () => new HttpRequestMessage(HttpMethod.Delete, $"/v1/learners/{Learner}"),
        ["MergeLearners"] = () => With(HttpMethod.Post, $"/v1/learners/{Learner}/merge", "{}"),
        ["SplitLearners"] = () => With(HttpMethod.Post, $"/v1/learners/{Learner}/split", "{}"),
        ["RestrictLearner"] = () => With(HttpMethod.Put, $"/v1/learners/{Learner}/restriction", "{}"),
        ["LiftRestriction"] = () => new HttpRequestMessage(HttpMethod.Delete, $"/v1/learners/{Learner}/restriction"),
        ["ReadDecisionStatistics"] = Get("/v1/statistics/decisions"),
        ["ReadDecision"] = Get("/v1/recognitions/FI-X~2026~k/decision"),
        ["ListRulesets"] = Get("/v1/rulesets"),
        ["ReadRuleset"] = Get("/v1/rulesets/EU"),
        ["ReadStandard"] = Get("/v1/catalogue/FI-X~1/standard"),
        ["RecordStandardStep"] = () => With(HttpMethod.Post, "/v1/catalogue/FI-X~1/standard", "{}", "application/json"),
        ["ExplainFinding"] = Get("/v1/findings/entry.size"),
        ["PreviewRuleset"] = () => With(HttpMethod.Post, "/v1/rulesets/preview", "{}", "application/json"),
        ["AdoptRuleset"] = () => With(HttpMethod.Post, "/v1/rulesets/FI/adopt", "{}", "application/json"),
        ["ListFailedWork"] = Get("/v1/work/failed"),
        ["RetryFailedWork"] = () => new HttpRequestMessage(HttpMethod.Post, "/v1/work/failed/audit-append~0/retry"),
        ["ListAudit"] = Get("/v1/audit"),
        ["ListAuditCheckpoints"] = Get("/v1/audit/checkpoints"),
        ["ExportAudit"] = Get("/v1/audit/export"),
        ["ListReleases"] = Get("/v1/releases"),
        ["TakeDownRecord"] = () => With(HttpMethod.Post, "/v1/takedowns", "{}", "application/json"),
        ["ListTakeDowns"] = Get("/v1/takedowns"),
        ["LiftTakeDown"] = () => new HttpRequestMessage(HttpMethod.Delete, "/v1/takedowns/catalogue/FI-X~1"),
        ["SendSubmission"] = () => With(HttpMethod.Post, "/v1/submissions?kind=catalogue", "localId\r\n1\r\n", "text/csv"),
        ["ListSubmissions"] = Get("/v1/submissions"),
        ["ReadSubmission"] = Get("/v1/submissions/FI-X~1"),
        ["ReadSubmissionFindings"] = Get("/v1/submissions/FI-X~1/findings"),
        ["ReadSubmissionErrors"] = Get("/v1/submissions/FI-X~1/errors"),
        ["ReadSubmissionReceipt"] = Get("/v1/submissions/FI-X~1/receipt"),
        ["ConfirmSubmission"] = () => new HttpRequestMessage(HttpMethod.Post, "/v1/submissions/FI-X~1/confirm"),
        ["ListSubmissionReceipts"] = Get("/v1/submissions/FI-X~1/receipts"),
        ["SendCorrection"] = () => With(HttpMethod.Post, "/v1/submissions/FI-X~1/corrections", "hub_row,localId\r\n2,1\r\n", "text/csv"),
        ["ListHolds"] = Get("/v1/holds"),
        ["ReleaseHold"] = () => new HttpRequestMessage(HttpMethod.Post, "/v1/holds/FI-X~1~2/release"),
        ["RefuseHold"] = () => With(HttpMethod.Post, "/v1/holds/FI-X~1~2/refuse", """{"reason":"no"}"""),
        ["WriteUpload"] = () => With(HttpMethod.Put, "/v1/uploads/none", "x", "text/csv"),
        ["ListUploadBlocks"] = Get("/v1/uploads/none?comp=blocklist"),
        ["ApplyBatch"] = () => With(HttpMethod.Post, "/v1/batches/catalogue", "[{}]"),
        ["PutCatalogueEntry"] = () => With(HttpMethod.Put, "/v1/catalogue/FI-X~1", "{}"),
        ["WithdrawCatalogueEntry"] = () => new HttpRequestMessage(HttpMethod.Delete, "/v1/catalogue/FI-X~1"),
        ["PutOrganisation"] = () => With(HttpMethod.Put, "/v1/organisations/FI-X", "{}"),
        ["AllocatePoints"] = () => With(HttpMethod.Post, "/v1/design/allocation", """{"total":60,"units":[{"id":"A","weight":1}]}"""),
        ["CheckWorkload"] = () => With(HttpMethod.Post, "/v1/design/workload", """{"parts":[{"id":"A","contactHours":25}]}"""),
        ["CutRelease"] = () => new HttpRequestMessage(HttpMethod.Post, "/v1/releases"),
        ["AddKey"] = () => With(HttpMethod.Post, "/v1/keys", "{}"),
    };

    public static HttpRequestMessage Of(string operation) =>
        ByOperation.TryGetValue(operation, out Func<HttpRequestMessage>? sample) ? sample() : throw new KeyNotFoundException($"{operation} has no sample request.");

    public static IEnumerable<string> Operations => ByOperation.Keys;

    static Func<HttpRequestMessage> Get(string path) => () => new HttpRequestMessage(HttpMethod.Get, path);

    static HttpRequestMessage With(HttpMethod method, string path, string body, string mediaType = "application/json") =>
        new(method, path) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(mediaType)) };
}
