using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Ports;
using Hub.Records;

namespace Hub.Storage.Embedded.Workflows;

/// <summary>
/// Where instances are kept: the table <c>workflows</c>, 16 partitions. <c>i~id</c> the instance, <c>h~id~n</c> its answers,
/// <c>w~time~id</c> when it wakes, <c>n~id</c> that it was nudged, <c>p~id</c> that it is parked.
/// </summary>
static class InstanceRows
{
    public const string Table = "workflows";

    public const string InstancePrefix = "i~", NudgePrefix = "n~", ParkedPrefix = "p~", WakePrefix = "w~";

    public static readonly string[] Partitions = [.. Enumerable.Range(0, 16).Select(i => i.ToString("x1", CultureInfo.InvariantCulture))];

    public static string PartitionOf(string id) => Partitions[SHA256.HashData(Encoding.UTF8.GetBytes(id))[0] & 15];

    public static string Instance(string id) => InstancePrefix + RecordKeys.Escape(id);

    public static string Nudge(string id) => NudgePrefix + RecordKeys.Escape(id);

    public static string Parked(string id) => ParkedPrefix + RecordKeys.Escape(id);

    public static string Answers(string id) => $"h~{RecordKeys.Escape(id)}~";

    public static string Answer(string id, int number) => string.Create(CultureInfo.InvariantCulture, $"{Answers(id)}{number:D8}");

    public static string Wake(string id, DateTimeOffset at) => $"{WakesUntil(at)}{RecordKeys.Escape(id)}";

    /// <summary>What wake rows of a moment begin with; those of later ones come after it.</summary>
    public static string WakesUntil(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{WakePrefix}{at.UtcTicks:D19}~");

    public static DateTimeOffset TimeOfWake(string row) => new(long.Parse(row.AsSpan(2, 19), NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>Id from the end of a wake, nudge, parked or instance row.</summary>
    public static string IdOf(string row) => RecordKeys.IdOf(row[(row.LastIndexOf('~') + 1)..]);

    public static byte[] Body<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, HubJson.Options);

    public static T Read<T>(TableRow row) => JsonSerializer.Deserialize<T>(row.Body.Span, HubJson.Options)!;
}

/// <summary>An instance as it is stored.</summary>
/// <param name="WakesAt">The moment its wake row names; null: it has none.</param>
/// <param name="Attempts">Failed attempts at the question <paramref name="AttemptsAt"/>.</param>
/// <param name="Result">What it ended with, in JSON.</param>
sealed record StoredInstance(string Id, string Workflow, string Input, DateTimeOffset StartedAt, WorkflowState State, DateTimeOffset? WakesAt, int Attempts = 0, int AttemptsAt = 0, string? Reason = null, string? Result = null);
