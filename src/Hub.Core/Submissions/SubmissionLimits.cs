namespace Hub.Submissions;

/// <summary>How much a submission may be, whatever its format.</summary>
/// <param name="MaxRows">Rows of a file; one with more is refused as a whole.</param>
public sealed record SubmissionLimits(long MaxRows = SubmissionLimits.UsualMaxRows)
{
    public const long UsualMaxRows = 5_000_000;
}
