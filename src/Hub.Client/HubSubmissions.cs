using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hub.Client;

/// <summary>Submissions of files and batches.</summary>
public sealed class HubSubmissions
{
    readonly HubConnection _hub;
    readonly HubClientOptions _options;

    internal HubSubmissions(HubConnection hub, HubClientOptions options) => (_hub, _options) = (hub, options);

    /// <summary>
    /// Sends a file and returns when the hub has it; <see cref="WaitAsync"/> for what comes of it. Large files, and streams that
    /// can not seek, go in blocks: what has come of an interrupted one is not sent again with the same idempotency key.
    /// </summary>
    /// <param name="file">Read from where it stands to its end.</param>
    /// <param name="sent">Told how many bytes the hub has.</param>
    public async Task<HubSubmission> SubmitAsync(Stream file, HubSubmitRequest request, IProgress<long>? sent = null, CancellationToken cancel = default)
    {
        string idempotencyKey = request.IdempotencyKey ?? Guid.NewGuid().ToString("N");
        if (!file.CanSeek || file.Length - file.Position > _options.DirectBytes) return await new HubUploads(_hub, _options.BlockBytes).SubmitAsync(file, request, idempotencyKey, sent, cancel);

        HubSubmission received = await PostAsync(HubRoute.SendSubmission, AddressOf(request, upload: false), file, request.MediaType, idempotencyKey, cancel);
        sent?.Report(received.SizeBytes);
        return received;
    }

    /// <summary>Sends a repaired error file: it completes the same submission. At most 32 MiB.</summary>
    /// <param name="file">Read from where it stands to its end.</param>
    /// <param name="idempotencyKey">Null: one is made up, for repetitions inside this call.</param>
    public Task<HubSubmission> CorrectAsync(string id, Stream file, string? fileName = null, string? idempotencyKey = null, CancellationToken cancel = default) =>
        PostAsync(HubRoute.SendCorrection, HubRoute.SendCorrection.At(id, ("fileName", fileName)), file, null, idempotencyKey ?? Guid.NewGuid().ToString("N"), cancel);

    /// <summary>Confirms what a replacing file withdraws (<see cref="HubSubmission.IsAsking"/>).</summary>
    public Task<HubSubmission> ConfirmAsync(string id, CancellationToken cancel = default) => _hub.ReadAsync<HubSubmission>(HubRoute.ConfirmSubmission, HubRoute.ConfirmSubmission.At(id), cancel);

    async Task<HubSubmission> PostAsync(HubRoute route, Uri address, Stream file, string? mediaType, string idempotencyKey, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await file.CopyToAsync(body, cancel);
        return await _hub.ReadAsync<HubSubmission>(route, address, cancel, r =>
        {
            r.Content = new ByteArrayContent(body.GetBuffer(), 0, (int)body.Length);
            r.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType ?? "application/octet-stream");
            r.Headers.Add("Idempotency-Key", idempotencyKey);
        });
    }

    /// <exception cref="HubException">Code submission.not-found: there is none, or it is of another organisation.</exception>
    public Task<HubSubmission> ReadAsync(string id, CancellationToken cancel = default) => _hub.ReadAsync<HubSubmission>(HubRoute.ReadSubmission, HubRoute.ReadSubmission.At(id), cancel);

    /// <summary>Waits until the submission has ended, or asks for a confirmation.</summary>
    /// <param name="every">Time between looks; null: 1 second.</param>
    public async Task<HubSubmission> WaitAsync(string id, IProgress<HubSubmission>? progress = null, TimeSpan? every = null, CancellationToken cancel = default)
    {
        for (; ; )
        {
            HubSubmission now = await ReadAsync(id, cancel);
            progress?.Report(now);
            if (now.IsEnded || now.IsAsking) return now;
            await Task.Delay(every ?? TimeSpan.FromSeconds(1), _options.Clock, cancel);
        }
    }

    /// <summary>Submissions of an organisation (null: that of the key) by number, oldest first.</summary>
    public async IAsyncEnumerable<HubSubmission> ListAsync(string? organisation = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? after = null;
        do
        {
            HubPage<HubSubmission> page = await _hub.ReadAsync<HubPage<HubSubmission>>(HubRoute.ListSubmissions, HubRoute.ListSubmissions.At(null, ("organisation", organisation), ("after", after)), cancel);
            foreach (HubSubmission submission in page.Items) yield return submission;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>All findings of a finished submission, in order of rows.</summary>
    public async IAsyncEnumerable<HubFinding> ReadFindingsAsync(string id, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? after = null;
        do
        {
            HubPage<HubFinding> page = await _hub.ReadAsync<HubPage<HubFinding>>(HubRoute.ReadFindings, HubRoute.ReadFindings.At(id, ("limit", "1000"), ("after", after)), cancel);
            foreach (HubFinding finding in page.Items) yield return finding;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>All findings as they are kept: one JSON object a line.</summary>
    public Task CopyFindingsAsync(string id, Stream destination, CancellationToken cancel = default) => _hub.CopyAsync(HubRoute.ReadFindings, HubRoute.ReadFindings.At(id), "application/x-ndjson", destination, cancel);

    /// <summary>The rejected rows as they were sent, with what was wrong; false when no row was rejected.</summary>
    public async Task<bool> CopyErrorsAsync(string id, Stream destination, CancellationToken cancel = default)
    {
        try
        {
            await _hub.CopyAsync(HubRoute.ReadErrors, HubRoute.ReadErrors.At(id), "*/*", destination, cancel);
            return true;
        }
        catch (HubException none) when (none.Code == "submission.no-errors")
        {
            return false;
        }
    }

    /// <summary>The signed receipt of a finished submission: JWS in compact form, ES256.</summary>
    public async Task<string> ReadReceiptAsync(string id, CancellationToken cancel = default)
    {
        using HttpResponseMessage answer = await _hub.SendAsync(HubRoute.ReadReceipt, HubRoute.ReadReceipt.At(id), null, repeatable: true, cancel);
        return await answer.Content.ReadAsStringAsync(cancel);
    }

    /// <summary>Sends 1 to 1,000 records; each is written or not on its own, so look at the outcomes.</summary>
    /// <param name="records">Canonical JSON, as objects that serialise to it.</param>
    /// <param name="idempotencyKey">Null: one is made up, for repetitions inside this call.</param>
    public Task<HubBatch> ApplyBatchAsync(string kind, IReadOnlyCollection<object> records, string? organisation = null, string? idempotencyKey = null, CancellationToken cancel = default)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(records, HubConnection.Json);
        idempotencyKey ??= Guid.NewGuid().ToString("N");
        return _hub.ReadAsync<HubBatch>(HubRoute.ApplyBatch, HubRoute.ApplyBatch.At(kind, ("organisation", organisation)), cancel, r =>
        {
            r.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            r.Headers.Add("Idempotency-Key", idempotencyKey);
        });
    }

    internal static Uri AddressOf(HubSubmitRequest request, bool upload) => HubRoute.SendSubmission.At(
        null, ("kind", request.Kind), ("mode", request.Mode), ("organisation", request.Organisation), ("map", request.Map), ("fileName", request.FileName), ("upload", upload ? "true" : null));
}
