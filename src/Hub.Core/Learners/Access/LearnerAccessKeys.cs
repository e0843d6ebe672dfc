using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Learners.Access;

/// <summary>
/// Where links and sessions lie: table <c>learnerlinks</c>, under SHA-256 of their secrets. A session lies in the partition of the link it
/// came from, so that one commit uses up the one and begins the other; its secret names the partition.
/// </summary>
static class LearnerAccessKeys
{
    public const string Table = "learnerlinks";

    public const string LinkPrefix = "l~", SessionPrefix = "s~";

    public const string LinkSecret = "lnk_", SessionSecret = "lrn_";

    const int SecretBytes = 32, SecretCharacters = 43, PartitionCharacters = 2;

    /// <summary>Partition and row of a link; null for what is no secret of one.</summary>
    public static (string Partition, string Row)? LinkOf(string secret) =>
        secret.Length == LinkSecret.Length + SecretCharacters && secret.StartsWith(LinkSecret, StringComparison.Ordinal) && HashOf(secret) is var hash ? (hash[..PartitionCharacters], LinkPrefix + hash) : null;

    public static (string Partition, string Row)? SessionOf(string secret)
    {
        if (secret.Length != SessionSecret.Length + PartitionCharacters + SecretCharacters || !secret.StartsWith(SessionSecret, StringComparison.Ordinal)) return null;
        string partition = secret.Substring(SessionSecret.Length, PartitionCharacters);
        return partition.All(char.IsAsciiHexDigitLower) ? (partition, SessionPrefix + HashOf(secret)) : null;
    }

    public static string NewLink() => LinkSecret + NewSecret();

    public static string NewSession(string partition) => SessionSecret + partition + NewSecret();

    static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
