using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Tests.Submissions;

/// <summary>What templates say that every record needs is what judging refuses records without.</summary>
public sealed class NeededColumnsTests
{
    public static TheoryData<string> Kinds => [.. RecordKinds.Default.Names];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Judge_EmptyRow_IsRefusedForWhatEveryRecordNeeds(string name)
    {
        IRecordKind kind = RecordKinds.Default.Get(name);
        RowVerdict verdict = Judged.Row(kind, Judged.Scope(), ("localId", ""));
        // Elements that a country asks for are not among them.
        string?[] refused = [.. verdict.Findings.Where(f => f.Severity == Severity.Reject && !f.Code.Code.EndsWith(".element-missing", StringComparison.Ordinal)).Select(f => f.Column)];
        Assert.Equal(kind.Needed.Select(group => group[0].Name), refused.Distinct());
    }
}
