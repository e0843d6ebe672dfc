using System.Security.Cryptography;
using System.Text;
using Hub.Standalone.Commands;

namespace Hub.Standalone.Remote;

/// <summary>
/// The Idempotency-Key of a submission, kept in a file of the user until its end is known: the same command after a crash goes
/// on with the same submission, and after a success makes a new one. Where no file can be kept the key is made of what is
/// submitted, so that a repetition within 7 days gives the first result.
/// </summary>
sealed class PendingSubmission
{
    /// <summary>Hubs remember keys for 7 days.</summary>
    static readonly TimeSpan Remembered = TimeSpan.FromDays(6);

    readonly string? _path;

    PendingSubmission(string idempotencyKey, string? path) => (IdempotencyKey, _path) = (idempotencyKey, path);

    public string IdempotencyKey { get; }

    public static PendingSubmission Open(Uri hub, SubmitRequest request, string sha256)
    {
        string what = string.Join('\n', hub.AbsoluteUri, request.Organisation?.Value, request.Kind, request.Mode, request.Map, sha256);
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));
        try
        {
            string folder = Path.Combine(StateFolder(), "hub", "pending"), path = Path.Combine(folder, digest);
            Directory.CreateDirectory(folder);
            if (File.Exists(path) && TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(path) < Remembered && File.ReadAllText(path) is { Length: 32 } kept) return new PendingSubmission(kept, path);

            string key = Guid.NewGuid().ToString("N");
            string temporary = $"{path}.{key}";
            File.WriteAllText(temporary, key);
            File.Move(temporary, path, overwrite: true);
            return new PendingSubmission(key, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new PendingSubmission(digest, null);
        }
    }

    /// <summary>The end is known.</summary>
    public void Forget()
    {
        if (_path is not null) File.Delete(_path);
    }

    static string StateFolder() => Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } folder
        ? folder
        : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create) is { Length: > 0 } local ? local : Path.GetTempPath();
}
