using Hub.Records;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Tests.Columns;

/// <summary>A kind with columns of every form, named as in the canonical CSV of the catalogue.</summary>
public sealed class TestKind : IRecordKind
{
    public string Name => "catalogue";

    public string Table => "entries";

    public IReadOnlyList<Column> Columns { get; } =
    [
        new(0, "localId", ColumnForm.Single),
        new(1, "kind", ColumnForm.Single),
        new(2, "title", ColumnForm.Text),
        new(3, "learningOutcomes", ColumnForm.TextList),
        new(4, "creditSystem", ColumnForm.Single),
        new(5, "creditPoints", ColumnForm.Single),
        new(6, "workloadHours", ColumnForm.Single),
        new(7, "hoursKind", ColumnForm.Single),
        new(8, "languages", ColumnForm.List),
        new(9, "validUntil", ColumnForm.Single),
    ];

    public IReadOnlyList<IReadOnlyList<Column>> Needed => [];

    public void Judge(IRow row, ColumnLayout layout, JudgeScope scope, RowVerdict verdict) => throw new NotSupportedException();

    public bool CanReplace => false;

    public byte[]? Withdraw(StoredRecord record) => null;

    public FindingCode UnknownReference(string column) => throw new NotSupportedException();
}
