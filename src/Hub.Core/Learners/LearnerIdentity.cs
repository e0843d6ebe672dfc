using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Learners;

/// <summary>
/// Where a learner is found by an identifier: HMAC-SHA-256 under the pepper of the hub. Without the pepper nobody can try identifiers
/// out; the identifier itself is nowhere but in the learner's ciphertext.
/// </summary>
/// <param name="Row">Row of table <see cref="LearnerStore.Table"/>.</param>
readonly record struct LearnerIdentity(string Partition, string Row)
{
    public const string Prefix = "i~";

    /// <param name="hashes">Keyed with the pepper; ready for the next one afterwards.</param>
    /// <param name="scheme">Capitals; null for numbers the organisation gives out itself, which mean nothing elsewhere.</param>
    /// <param name="identifier">As sent, without space at its ends; case does not count.</param>
    public static LearnerIdentity Of(IncrementalHash hashes, string? scheme, string identifier, OrganisationId organisation)
    {
        string normal = identifier.Normalize().ToUpperInvariant();
        string name = scheme is null ? $"org:{organisation.Value}:{normal}" : $"scheme:{scheme}:{normal}";
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hashes.AppendData(Encoding.UTF8.GetBytes(name));
        hashes.GetHashAndReset(hash);
        return new LearnerIdentity(Records.RecordKeys.Partition(hash[0]), Prefix + Base64Url.EncodeToString(hash));
    }
}
