using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Ports;
using Hub.Storage.Embedded.Folders;

namespace Hub.Storage.Embedded.Uploads;

/// <summary>
/// Links to the hub itself: name of the blob and end of validity, with an HMAC over both. Nothing is stored, so nothing needs
/// to be removed. The secret is a file of the data folder that only its owner may read.
/// </summary>
public sealed class SignedUploadLinks : IUploadLinks
{
    const string FileName = "upload-links.secret";
    const int SecretBytes = 32;

    /// <summary>Longest token that is looked at; a blob's name has 1,024 characters at most.</summary>
    const int MaxTokenLength = 4096;

    readonly byte[] secret;
    readonly TimeProvider clock;

    SignedUploadLinks(byte[] secret, TimeProvider clock) => (this.secret, this.clock) = (secret, clock);

    /// <summary>Reads the secret of the data folder, making it the first time.</summary>
    public static SignedUploadLinks Open(string dataFolder, TimeProvider clock)
    {
        string folder = Path.Combine(dataFolder, "keys"), path = Path.Combine(folder, FileName);
        if (File.Exists(path) && File.ReadAllBytes(path) is { Length: SecretBytes } kept) return new SignedUploadLinks(kept, clock);

        byte[] secret = RandomNumberGenerator.GetBytes(SecretBytes);
        PosixFiles.MakeFolder(folder);
        string temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            file.Write(secret);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        PosixFiles.SyncFolder(folder);
        return new SignedUploadLinks(secret, clock);
    }

    public bool LeadToHub => true;

    public Task<string> CreateAsync(string blob, DateTimeOffset until, CancellationToken cancel)
    {
        BlobLimits.CheckName(blob);
        byte[] said = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeSeconds()}|{blob}"));
        return Task.FromResult($"{UploadPaths.Root}{Base64Url.EncodeToString(said)}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, said))}");
    }

    public string? BlobOf(string token)
    {
        int dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || token.Length > MaxTokenLength || !Base64Url.IsValid(token.AsSpan(0, dot)) || !Base64Url.IsValid(token.AsSpan(dot + 1))) return null;
        byte[] said = Base64Url.DecodeFromChars(token.AsSpan(0, dot));
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, said), Base64Url.DecodeFromChars(token.AsSpan(dot + 1)))) return null;

        string text = Encoding.UTF8.GetString(said);
        int divider = text.IndexOf('|', StringComparison.Ordinal);
        long until = long.Parse(text.AsSpan(0, divider), CultureInfo.InvariantCulture);
        return clock.GetUtcNow().ToUnixTimeSeconds() < until ? text[(divider + 1)..] : null;
    }
}
