using System.Text.Json;
using Hub.Ports;

namespace Hub.Learners.Access;

/// <summary>What the hub signs for a learner who came by a link: whose record it is, and until when it may be read.</summary>
public sealed record LearnerSession(string Reference, OrganisationId Organisation, DateTimeOffset ExpiresAt)
{
    /// <summary>Told apart from all else that the hub signs.</summary>
    public const string MediaTypeName = "hub-learner-session+jws";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>Who the learner is in facts of the log.</summary>
    public static string ActorOf(string reference) => $"learner~{reference}";

    /// <summary>The caller it stands for: the learner, who acts for no organisation.</summary>
    public Caller ToCaller() => new(ActorOf(Reference), default, new HashSet<Role> { Role.Learner });

    internal Task<string> SignAsync(ISigner signer, CancellationToken cancel) =>
        Jws.SignAsync(signer, MediaTypeName, JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options), cancel);

    /// <summary>The session when the hub signed it and it is not over.</summary>
    public static async Task<LearnerSession?> ReadAsync(string token, ISigner signer, DateTimeOffset now, CancellationToken cancel)
    {
        if (!Jws.IsOfType(token, MediaTypeName)) return null;
        Result<(byte[] Payload, string KeyId)> verified = Jws.Verify(token, [.. await signer.KeysAsync(cancel)]);
        if (verified.Problem is not null) return null;
        LearnerSession session = JsonSerializer.Deserialize<LearnerSession>(verified.Value.Payload, HubJson.Options)!;
        return session.ExpiresAt > now ? session : null;
    }
}
