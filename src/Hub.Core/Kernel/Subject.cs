using System.Security.Cryptography;
using System.Text;

namespace Hub;

/// <summary>A person or system as an identity provider knows it: <c>iss</c> and <c>sub</c> of its tokens (OpenID Connect Core 1.0, 2).</summary>
/// <param name="Value">Personal where it is a person's: it goes into no log, audit fact or answer.</param>
public sealed record Subject(string Issuer, string Value)
{
    /// <summary>Stands for the subject in audit facts and limits: <c>sub_</c> and the first 16 bytes of a SHA-256, hexadecimal.</summary>
    public string KeyId { get; } = $"sub_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Issuer}\n{Value}")).AsSpan(0, 16))}";
}
