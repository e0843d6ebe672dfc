using System.Text.Json;
using Hub.Ports;

namespace Hub.Submissions.Rounds;

/// <summary>
/// What a round changes of its submission. A submission is judged as a whole once, round 0; every correction, and every set of
/// decisions about held rows, is one more round that judges and applies only what those before left open.
/// </summary>
/// <param name="Base">The round this one goes on from; -1 for the first.</param>
/// <param name="Sources">For each chunk the round that judged it last.</param>
/// <param name="Corrected">Rows that this round has in a new wording, rising.</param>
/// <param name="Findings">Findings about the correction as a whole, in the lines of the findings file.</param>
public sealed record RoundPlan(int Base, IReadOnlyList<int> Sources, IReadOnlyList<int> Corrected, IReadOnlyList<string> Findings)
{
    public static RoundPlan First(SubmissionPlan plan) => new(-1, new int[plan.Chunks.Count], [], []);

    /// <summary>Null when it is not yet there.</summary>
    public static async Task<RoundPlan?> ReadAsync(IBlobs blobs, SubmissionId id, SubmissionPlan plan, int round, CancellationToken cancel)
    {
        if (round == 0) return First(plan);
        await using Stream? stream = await blobs.OpenReadAsync(SubmissionKeys.RoundPlanBlob(id, round), 0, null, cancel);
        return stream is null ? null : await JsonSerializer.DeserializeAsync<RoundPlan>(stream, HubJson.Options, cancel);
    }

    /// <summary>The plan as it stands: the first to write it counts.</summary>
    public async Task<RoundPlan> WriteAsync(IBlobs blobs, SubmissionId id, SubmissionPlan plan, int round, CancellationToken cancel)
    {
        await blobs.WriteAsync(SubmissionKeys.RoundPlanBlob(id, round), BlobCondition.Create, (stream, stop) => JsonSerializer.SerializeAsync(stream, this, HubJson.Options, stop), cancel);
        return (await ReadAsync(blobs, id, plan, round, cancel))!;
    }
}
