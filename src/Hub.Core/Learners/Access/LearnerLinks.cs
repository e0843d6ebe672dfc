using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Audit;
using Hub.Ports;

namespace Hub.Learners.Access;

/// <summary>
/// One-time links: <c>lnk_</c> and 256 random bits, base64url. Only SHA-256 of a secret is stored, as of API keys. Making one and
/// using it stand in the log of the provider.
/// </summary>
public sealed class LearnerLinks(ITables tables, IQueue queue)
{
    public const string Table = "learnerlinks";

    const string Prefix = "lnk_";
    const int SecretBytes = 32, SecretLength = 47;

    /// <summary>The secret, which can never be shown again.</summary>
    internal async Task<string> AddAsync(LearnerLink link, CancellationToken cancel)
    {
        string secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)), hash = HashOf(secret);
        var fact = new AuditFact($"link~{hash[..32]}", link.Organisation.Value, link.CreatedAt, link.CreatedBy, AuditActions.LearnerLinkMade, $"learners/{link.Reference}");
        await tables.CommitAsync(Table, hash[..2], [RowChange.Insert(hash, JsonSerializer.SerializeToUtf8Bytes(link, HubJson.Options)), fact.ToChange()], cancel);
        await queue.TellAuditAsync(Table, hash[..2], cancel);
        return secret;
    }

    /// <summary>Uses the link up; null when there is none, it was used, or its time is over. Of two that use it at once one gets it.</summary>
    internal async Task<LearnerLink?> TakeAsync(string secret, DateTimeOffset now, CancellationToken cancel)
    {
        if (secret.Length != SecretLength || !secret.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        string hash = HashOf(secret);
        if (await tables.FindAsync(Table, hash[..2], hash, cancel) is not { } row) return null;
        LearnerLink link = JsonSerializer.Deserialize<LearnerLink>(row.Body.Span, HubJson.Options)!;
        if (link.ExpiresAt <= now)
        {
            await tables.CommitAsync(Table, hash[..2], [RowChange.Delete(row.Row, row.ETag)], cancel);       // whoever was faster has done the same
            return null;
        }

        var fact = new AuditFact($"used~{hash[..32]}", link.Organisation.Value, now, LearnerSession.ActorOf(link.Reference), AuditActions.LearnerLinkUsed, $"learners/{link.Reference}");
        if (!(await tables.CommitAsync(Table, hash[..2], [RowChange.Delete(row.Row, row.ETag), fact.ToChange()], cancel)).IsDone) return null;
        await queue.TellAuditAsync(Table, hash[..2], cancel);
        return link;
    }

    static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
