using Hub.Design;

namespace Hub.Tests.Design;

public sealed class DesignTableTests
{
    static DesignTable Table(string header, params string[] rows) => new(header.Split(';'), [.. rows.Select((r, i) => new DesignRow(i + 2, r.Split(';')))]);

    [Fact]
    public void ToUnits_NamesOfAnotherTable_AreUnderstood()
    {
        DesignTable table = Table("Note;RELATIVEWEIGHT;localId;minimum;creditPoints", "x;12,5;A;;4.5", "y; 20 ;B;3;");
        Assert.Equal([new WeightedUnit("A", 12.5m, null, 4.5m), new WeightedUnit("B", 20, 3)], table.ToUnits().Value);
        Assert.Equal(["Note"], table.Unknown);
    }

    [Fact]
    public void ToParts_ShortRow_HasNothingInWhatIsNotThere() =>
        Assert.Equal([new WorkloadPart("A", 10, 20)], Table("id;contactHours;selfStudyHours;weeks;credits", "A;10;20").ToParts().Value);

    [Fact]
    public void ToUnits_CellThatIsNoNumber_IsNamedByItsPlace()
    {
        Problem? problem = Table("id;weight", "A;1", "B;much").ToUnits().Problem;
        Assert.Equal("design.cell-invalid", problem?.Code);
        Assert.StartsWith("Row 3, weight:", problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void ToUnits_WithoutTheColumnsItNeeds_IsRefused()
    {
        Assert.Equal("design.no-column", Table("weight", "1").ToUnits().Problem?.Code);
        Assert.Equal("design.no-column", Table("id;points", "A;1").ToUnits().Problem?.Code);
        Assert.False(DesignTable.IsKnown(["id", "title"]));
        Assert.True(DesignTable.IsKnown(["id", "Weight"]));
    }
}
