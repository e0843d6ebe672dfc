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
        if (IdempotentRequest.Check(request.IdempotencyKey) is { } unusable) return unusable;
        string partition = SubmissionKeys.PartitionOf(organisation), row = SubmissionKeys.IdempotencyOf(request.IdempotencyKey);
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));
        for (; ; )
        {
            TableRow? earlier = await tables.FindAsync(SubmissionKeys.Table, partition, row, cancel);
            string salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            var fresh = new IdempotentRequest(0, digest, Kind, SubmissionMode.Merge, clock.GetUtcNow(), salt);
            if (fresh.Repeated(earlier) is { } repeated) return repeated.Problem is { } reused ? reused : Secret(request, repeated.Value.Salt!);
            byte[] body = fresh.ToBody();
            RowChange change = earlier is null ? RowChange.Insert(row, body) : RowChange.Replace(row, body, earlier.ETag);
            if ((await tables.CommitAsync(SubmissionKeys.Table, partition, [change], cancel)).IsDone) return Secret(request, salt);
        }
    }

    static byte[] Secret(RepeatableRequest request, string salt) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(request.CallerSecret), 32, Convert.FromHexString(salt), "hub api key"u8.ToArray());
}
