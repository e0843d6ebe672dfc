using System.Text.Json;
using Hub.Ports;

namespace Hub.Audit;

/// <summary>
/// What the hub signs of a log: that it had this entry as its last one. Who keeps it elsewhere can show later that the log was
/// not written anew. The form is JWS (RFC 7515).
/// </summary>
public sealed record AuditCheckpoint(string Body, long Sequence, string Hash, DateTimeOffset At)
{
    public const string MediaTypeName = "hub-audit-checkpoint+jws";

    internal static Task<string> SignAsync(ISigner signer, string body, AuditHead head, DateTimeOffset now, CancellationToken cancel) =>
        Jws.SignAsync(signer, MediaTypeName, JsonSerializer.SerializeToUtf8Bytes(new AuditCheckpoint(body, head.Sequence, head.Hash, now), HubJson.Options), cancel);

    /// <summary>The checkpoint when its signature is by one of the keys.</summary>
    public static Result<AuditCheckpoint> Read(string jws, IReadOnlyCollection<PublicSigningKey> keys)
    {
        // What else the hub signs is no checkpoint, whatever stands in it.
        if (!Jws.IsOfType(jws, MediaTypeName) && jws.Contains('.', StringComparison.Ordinal)) return AuditProblems.NoCheckpoint();
        Result<(byte[] Payload, string KeyId)> verified = Jws.Verify(jws, keys);
        if (verified.Problem is { } problem) return problem;
        try
        {
            return JsonSerializer.Deserialize<AuditCheckpoint>(verified.Value.Payload, HubJson.Options) is { Body: not null, Hash: not null } checkpoint ? checkpoint : AuditProblems.NoCheckpoint();
        }
        catch (JsonException)
        {
            return AuditProblems.NoCheckpoint();        // something else that the hub has signed
        }
    }
}

/// <summary>A checkpoint as it is kept.</summary>
public sealed record SignedCheckpoint(string Body, long Sequence, string Hash, DateTimeOffset At, string Jws);
