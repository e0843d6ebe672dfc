using System.Text.Json;

namespace Hub.Releases.Gone;

public enum GoneReason
{
    /// <summary>A record in it was taken down by law.</summary>
    TakenDown,

    /// <summary>It is older than files of that kind are kept.</summary>
    Retired,
}

/// <summary>A file of a release that is no longer published.</summary>
/// <param name="Why">For people; public.</param>
public sealed record GoneFile(string Name, GoneReason Reason, string Why, DateTimeOffset At);

/// <summary>The files of a release that are no longer published. In the store, in <c>gone.json</c> and in answers.</summary>
/// <param name="Cleared">Whether their bytes are removed too: those of the newest release are still needed to make the next.</param>
public sealed record GoneFiles(string Release, IReadOnlyList<GoneFile> Files, bool Cleared = false)
{
    public GoneFile? Find(string name) => Files.FirstOrDefault(f => f.Name == name);

    /// <exception cref="JsonException">It is something else.</exception>
    public static GoneFiles Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<GoneFiles>(json, HubJson.Options) ?? throw new JsonException("The list is empty.");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HubJson.Options);

    /// <summary>What the public gets.</summary>
    public byte[] ToPublicBytes() => JsonSerializer.SerializeToUtf8Bytes(new { Release, Files }, HubJson.Options);
}
