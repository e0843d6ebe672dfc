using System.Security.Cryptography;
using System.Text;
using Hub.Ports;
using Hub.Submissions;

namespace Hub.Access;

/// <summary>
/// Secrets for requests with an Idempotency-Key: the first answer can be given again although no secret is stored. One is made
/// of what the caller signed in with and of a random salt that is kept for 7 days; neither alone tells anything of it.
/// </summary>
public sealed class RepeatableSecrets(ITables tables, TimeProvider clock)
{
    const string Kind = "key";

    internal async Task<Result<byte[]>> DrawAsync(OrganisationId organisation, RepeatableRequest request, string what, CancellationToken cancel)
    {
        if (request.IdempotencyKey.Length is 0 or > 255) return SubmissionProblems.KeyTooLong();
        string partition = SubmissionKeys.PartitionOf(organisation), row = SubmissionKeys.IdempotencyOf(request.IdempotencyKey);
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));
        for (; ; )
        {
            TableRow? earlier = await tables.FindAsync(SubmissionKeys.Table, partition, row, cancel);
            DateTimeOffset now = clock.GetUtcNow();
            if (earlier is not null && IdempotentRequest.Read(earlier.Body.Span) is var first && now - first.At <= IdempotentRequest.Period)
                return first is { Kind: Kind, Salt: { } salt } && first.BodySha256 == digest ? Secret(request, salt) : SubmissionProblems.KeyReused();

            string fresh = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            byte[] body = new IdempotentRequest(0, digest, Kind, SubmissionMode.Merge, now, fresh).ToBody();
            RowChange change = earlier is null ? RowChange.Insert(row, body) : RowChange.Replace(row, body, earlier.ETag);
            if ((await tables.CommitAsync(SubmissionKeys.Table, partition, [change], cancel)).IsDone) return Secret(request, fresh);
        }
    }

    static byte[] Secret(RepeatableRequest request, string salt) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(request.CallerSecret), 32, Convert.FromHexString(salt), "hub api key"u8.ToArray());
}
