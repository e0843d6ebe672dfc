using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Hub.Client;

/// <summary>
/// Submits by upload link, in blocks. A block is named after its place and its content: whatever has come of an earlier attempt
/// is used, and nothing of a file that has changed since. Works with a hub and with Azure Blob storage alike.
/// </summary>
sealed class HubUploads(HubConnection hub, int blockBytes)
{
    static readonly XDeclaration Declaration = new("1.0", "utf-8", null);

    public async Task<HubSubmission> SubmitAsync(Stream file, HubSubmitRequest request, string idempotencyKey, IProgress<long>? sent, CancellationToken cancel)
    {
        HubUpload upload = await hub.ReadAsync<HubUpload>(HubRoute.SendSubmission, HubSubmissions.AddressOf(request, upload: true), cancel, r =>
        {
            r.Headers.Add("Idempotency-Key", idempotencyKey);
            r.Content = new ByteArrayContent([]);
            if (request.MediaType is { } mediaType) r.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        });
        // Without a link: an earlier attempt came as far as to confirm it.
        string? sha256 = upload.UploadUrl is null ? null : await WriteAsync(hub.Resolve(upload.UploadUrl), file, sent, cancel);
        return await hub.ReadAsync<HubSubmission>(HubRoute.ConfirmSubmission, HubRoute.ConfirmSubmission.At(upload.Id, ("sha256", sha256)), cancel);
    }

    /// <summary>Writes the file to the link; gives its SHA-256, hexadecimal.</summary>
    public async Task<string> WriteAsync(Uri link, Stream file, IProgress<long>? sent, CancellationToken cancel)
    {
        HashSet<string> there = await ListAsync(link, cancel);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[blockBytes];
        var ids = new List<string>();
        long done = 0;
        for (int length; (length = await file.ReadAtLeastAsync(buffer, blockBytes, throwOnEndOfStream: false, cancel)) > 0;)
        {
            whole.AppendData(buffer, 0, length);
            string id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{ids.Count:D6}-{Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, length)))[..32]}"));
            ids.Add(id);
            if (!there.Contains(id)) await PutAsync(With(link, $"comp=block&blockid={Uri.EscapeDataString(id)}"), new ReadOnlyMemory<byte>(buffer, 0, length), "application/octet-stream", cancel);
            sent?.Report(done += length);
        }

        var list = new XElement("BlockList", ids.Select(id => new XElement("Latest", id)));
        await PutAsync(With(link, "comp=blocklist"), Encoding.UTF8.GetBytes($"{Declaration}{list.ToString(SaveOptions.DisableFormatting)}"), "application/xml", cancel);
        return Convert.ToHexStringLower(whole.GetHashAndReset());
    }

    async Task<HashSet<string>> ListAsync(Uri link, CancellationToken cancel)
    {
        try
        {
            using HttpResponseMessage answer = await hub.SendAsync(HubRoute.ListUploadBlocks, With(link, "comp=blocklist&blocklisttype=all"), null, repeatable: true, cancel, withKey: false);
            XDocument list = XDocument.Parse((await answer.Content.ReadAsStringAsync(cancel)).TrimStart('\uFEFF'));
            return [.. list.Descendants("Name").Select(name => name.Value)];
        }
        catch (HubException none) when (none is { Status: System.Net.HttpStatusCode.NotFound, Code: HubException.UnexpectedAnswer })
        {
            return [];      // Blob storage knows no list before the first block
        }
    }

    async Task PutAsync(Uri address, ReadOnlyMemory<byte> body, string mediaType, CancellationToken cancel)
    {
        using HttpResponseMessage answer = await hub.SendAsync(
            HubRoute.WriteUpload, address, r => r.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } }, repeatable: true, cancel, withKey: false);
    }

    static Uri With(Uri link, string query) => new($"{link.AbsoluteUri}{(link.Query.Length > 0 ? '&' : '?')}{query}");
}
