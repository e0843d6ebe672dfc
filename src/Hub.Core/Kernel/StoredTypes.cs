using System.Text.Json.Serialization;
using Hub.Audit;
using Hub.Catalogue.Links;
using Hub.Feed;
using Hub.Rules.Adoptions;
using Hub.Submissions;
using Hub.Submissions.Holds;
using Hub.Submissions.Judging;
using Hub.Submissions.Receipts;
using Hub.Work;

namespace Hub;

/// <summary>
/// Types that each submission writes and reads as JSON: for them the code is made with the hub instead of in each process, where
/// it would take a fifth of the start. All others are looked at when they are met; the JSON is the same either way.
/// </summary>
[JsonSerializable(typeof(Submission))]
[JsonSerializable(typeof(SubmissionPlan))]
[JsonSerializable(typeof(SubmissionWork))]
[JsonSerializable(typeof(Settlement))]
[JsonSerializable(typeof(AppliedChunk))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(Hold))]
[JsonSerializable(typeof(JwsHeader))]
[JsonSerializable(typeof(FeedHead))]
[JsonSerializable(typeof(LinkProgress))]
[JsonSerializable(typeof(AuditHead))]
[JsonSerializable(typeof(AuditFact))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(AuditWork))]
[JsonSerializable(typeof(RecordedAdoption))]
sealed partial class StoredTypes : JsonSerializerContext;
