using System.Security.Cryptography;
using System.Text;
using Hub.Ports;
using Hub.Storage.Embedded.Folders;
using Hub.Storage.Embedded.Sqlite;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

/// <summary>The bytes of files are looked at while the folder is open: of keys that were deleted nothing may be left in them.</summary>
public sealed class SqliteRemainsTests : IDisposable
{
    const int Rows = 20_000;

    readonly TemporaryFolder temporary = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => temporary.Dispose();

    /// <summary>Rows come in random order, so that SQLite moves many of them from page to page.</summary>
    static async Task<HashSet<string>> FillAndDeleteAsync(DataFolder folder)
    {
        var random = new Random(11);
        string[] marks = [.. Enumerable.Range(0, Rows).Select(_ => Convert.ToHexString(RandomNumberGenerator.GetBytes(12)))];
        foreach (string[] some in marks.Chunk(100))
            await folder.Tables.CommitAsync(KeyTables.Learners, "00", [.. some.Select(m => RowChange.Insert($"k~{m[..8]}", Encoding.ASCII.GetBytes(m + new string('x', random.Next(700)))))], Cancel);
        var gone = new HashSet<string>(marks.Where(_ => random.Next(3) == 0), StringComparer.Ordinal);
        foreach (string[] some in gone.Chunk(100))
        {
            IReadOnlyList<TableRow> found = await folder.Tables.FindManyAsync(KeyTables.Learners, "00", [.. some.Select(m => $"k~{m[..8]}")], Cancel);
            await folder.Tables.CommitAsync(KeyTables.Learners, "00", [.. found.Select(r => RowChange.Delete(r.Row, r.ETag))], Cancel);
        }

        return gone;
    }

    int Left(HashSet<string> marks)
    {
        int left = 0;
        foreach (string path in Directory.EnumerateFiles(temporary.Path, "*.db*"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            string text = Encoding.Latin1.GetString(bytes);
            var lookup = marks.GetAlternateLookup<ReadOnlySpan<char>>();
            for (int i = 0; i + 24 <= text.Length; i++)
                if (char.IsAsciiHexDigitUpper(text[i]) && lookup.Contains(text.AsSpan(i, 24))) left++;
        }

        return left;
    }

    [Fact]
    public async Task Clear_KeysThatWereDeleted_LeaveNothingInAnyFile()
    {
        using DataFolder folder = DataFolder.Open(temporary.Path, TimeProvider.System);
        HashSet<string> gone = await FillAndDeleteAsync(folder);
        Assert.True(gone.Count > Rows / 4);
        Assert.True(Left(gone) > 0);            // else this test would look for nothing
        Assert.True(await folder.Remains.ClearAsync(Cancel));
        Assert.Equal(0, Left(gone));
        Assert.Equal(1000, (await folder.Tables.ScanAsync(KeyTables.Learners, "00", "k", null, 1000, Cancel)).Count);
    }

    [Fact]
    public async Task Clear_WhileSomebodyReads_SaysSoAndIsDoneLater()
    {
        using DataFolder folder = DataFolder.Open(temporary.Path, TimeProvider.System);
        HashSet<string> gone = await FillAndDeleteAsync(folder);
        using (Connection reader = Connection.Open(Path.Combine(temporary.Path, "wrapped-keys.db"), writes: false))
        {
            reader.Execute("begin; select count(*) from sqlite_schema");
            await folder.Tables.CommitAsync(KeyTables.Learners, "00", [RowChange.Insert("k~new", new byte[1])], Cancel);
            Assert.False(await folder.Remains.ClearAsync(Cancel));
        }

        Assert.True(await folder.Remains.ClearAsync(Cancel));
        Assert.Equal(0, Left(gone));
    }
}
