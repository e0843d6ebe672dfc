using System.Text.Json;
using Hub.Submissions;
using Hub.Submissions.Layout;

namespace Hub.Records;

/// <summary>
/// Makes a submission of the records of a batch that a registrar has to decide about, as if they had come as a file: they are
/// judged again, wait as its held rows, and can be corrected like them.
/// </summary>
public sealed class HeldRecords(ReceiveSubmissionHandler receive)
{
    const string Ndjson = "application/x-ndjson";

    /// <param name="batch">Number of the batch: repeated after a crash it makes no second submission.</param>
    internal async Task<Result<Submission>> KeepAsync(Caller caller, IRecordKind kind, OrganisationId organisation, long batch, IReadOnlyList<JsonRecord> records, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        foreach (JsonRecord record in records)
        {
            await using (var json = new Utf8JsonWriter(body, HubJson.WriterOptions)) record.Json.WriteTo(json);
            body.WriteByte((byte)'\n');
        }

        body.Position = 0;
        // A key with a line break: no header can hold it, so it is nobody's own.
        string key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"held\n{batch}");
        return await receive.HandleAsync(caller, new ReceiveSubmissionCommand(organisation, kind.Name, null, body, key, MediaType: Ndjson), cancel);
    }
}
