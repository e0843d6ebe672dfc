using System.Text.Json;
using Hub.Submissions;

namespace Hub.Work;

/// <summary>Message of the submission queues: names the submission and, for judging, the chunk.</summary>
/// <param name="BodyBlob">Tells a submission that was recorded from one whose recording failed after this message was sent.</param>
/// <param name="Round">A message of an earlier round comes too late to do anything.</param>
public sealed record SubmissionWork(OrganisationId Organisation, long Number, string BodyBlob, int? Chunk = null, int Round = 0)
{
    public SubmissionId Id => new(Organisation, Number);

    public string ToMessage() => JsonSerializer.Serialize(this, HubJson.Options);

    public static SubmissionWork Parse(string message) =>
        JsonSerializer.Deserialize<SubmissionWork>(message, HubJson.Options) ?? throw new InvalidDataException("The message is empty.");

    /// <summary>For messages that may be anything: null for one that names no submission.</summary>
    public static SubmissionWork? TryParse(string message)
    {
        try
        {
            return JsonSerializer.Deserialize<SubmissionWork>(message, HubJson.Options) is { } work && work.Organisation != default ? work : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
