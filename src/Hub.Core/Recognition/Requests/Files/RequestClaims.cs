using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Records;

namespace Hub.Recognition.Requests.Files;

/// <param name="Case">Id of the case the request enters.</param>
/// <param name="Submission">Number of the submission that brought it.</param>
sealed record RequestClaim(string Case, long Submission)
{
    [JsonIgnore]
    public CaseId Id => CaseId.Parse(Case);

    [JsonIgnore]
    public OrganisationId Institution => Id.Body;
}

/// <summary>
/// Which case a request of a file is, by sender and local id. Noted before the case is entered and never changed, so the same row enters
/// one case however often it is written. Says nothing of the learner.
/// </summary>
public sealed class RequestClaims(ITables tables)
{
    public const string Table = "recognitionrequests";

    /// <summary>The case of a request; null when there is none of that id.</summary>
    public async Task<CaseId?> FindAsync(OrganisationId sender, string localId, CancellationToken cancel) =>
        RecordId.IsLocalId(localId) && await ReadAsync($"{sender.Value}~{localId}", cancel) is { } claim ? claim.Id : null;

    internal async Task<RequestClaim?> ReadAsync(string id, CancellationToken cancel) =>
        await tables.FindAsync(Table, PartitionOf(id), RowOf(id), cancel) is { } row ? JsonSerializer.Deserialize<RequestClaim>(row.Body.Span, HubJson.Options) : null;

    /// <summary>The claim there is, or a new one for a case of this institution.</summary>
    internal async Task<RequestClaim> MakeAsync(string id, OrganisationId institution, int year, long submission, CancellationToken cancel)
    {
        if (await ReadAsync(id, cancel) is { } before) return before;
        var claim = new RequestClaim(new CaseId(institution, year, RandomNumberGenerator.GetHexString(20, lowercase: true)).ToString(), submission);
        RowChange insert = RowChange.Insert(RowOf(id), JsonSerializer.SerializeToUtf8Bytes(claim, HubJson.Options));
        return (await tables.CommitAsync(Table, PartitionOf(id), [insert], cancel)).IsDone ? claim : (await ReadAsync(id, cancel))!;
    }

    static string PartitionOf(string id) => RecordKeys.PartitionOf(id);

    static string RowOf(string id) => RecordKeys.RowOf(id);
}
