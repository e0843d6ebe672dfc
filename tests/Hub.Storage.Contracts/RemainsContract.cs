using Hub.Ports;
using Xunit;

namespace Hub.Storage.Contracts;

/// <summary>What clearing remains must do everywhere: leave rows that are there, and be done when nobody reads.</summary>
public abstract class RemainsContract<TFixture> : PortContract<TFixture>
    where TFixture : IStorageFixture, new()
{
    [Theory]
    [InlineData(KeyTables.Learners)]
    [InlineData(KeyTables.Submissions)]
    [InlineData("entries")]
    public async Task Clear_RowsThatAreThere_Stay(string table)
    {
        CommitOutcome made = await Fixture.Tables.CommitAsync(table, Unique, [RowChange.Insert("a", Bytes("one")), RowChange.Insert("b", Bytes("two"))], Cancel);
        Assert.True(made.IsDone);
        TableRow gone = (await Fixture.Tables.FindAsync(table, Unique, "a", Cancel))!;
        await Fixture.Tables.CommitAsync(table, Unique, [RowChange.Delete("a", gone.ETag)], Cancel);
        Assert.True(await Fixture.Remains.ClearAsync(Cancel));
        Assert.True(await Fixture.Remains.ClearAsync(Cancel));
        Assert.Equal("b two", string.Join(' ', (await Fixture.Tables.ScanAsync(table, Unique, "a", null, 10, Cancel)).Select(r => $"{r.Row} {Text(r.Body)}")));
        await Fixture.Tables.CommitAsync(table, Unique, [RowChange.Insert("a", Bytes("three"))], Cancel);
        Assert.Equal("three", Text((await Fixture.Tables.FindAsync(table, Unique, "a", Cancel))!.Body));
    }
}
