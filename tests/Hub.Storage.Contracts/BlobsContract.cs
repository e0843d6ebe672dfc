using Hub.Ports;
using Xunit;

namespace Hub.Storage.Contracts;

/// <summary>What every <see cref="IBlobs"/> does.</summary>
public abstract class BlobsContract<TFixture> : PortContract<TFixture>
    where TFixture : IStorageFixture, new()
{
    IBlobs Blobs => Fixture.Blobs;

    string Name => Unique + "/submissions/PT-X/0001.csv";

    [Fact]
    public async Task Read_AbsentBlob_GivesNull()
    {
        Assert.Null(await Blobs.FindAsync(Name, Cancel));
        Assert.Null(await Blobs.OpenReadAsync(Name, 0, null, Cancel));
        Assert.False(await Blobs.DeleteAsync(Name, Cancel));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5_000_000)]
    public async Task Write_InSeveralPieces_ReadsBackWhole(int length)
    {
        var content = new byte[length];
        new Random(7).NextBytes(content);

        BlobOutcome outcome = await Blobs.WriteAsync(Name, BlobCondition.None, async (stream, cancel) =>
        {
            for (int at = 0; at < length; at += 700_001) await stream.WriteAsync(content.AsMemory(at, Math.Min(700_001, length - at)), cancel);
        }, Cancel);

        Assert.Equal(BlobOutcome.Written, outcome);
        Assert.Equal(length, (await Blobs.FindAsync(Name, Cancel))!.SizeBytes);
        Assert.True((await ReadAsync(0, null))!.AsSpan().SequenceEqual(content));
    }

    [Theory]
    [InlineData(0, null, "0123456789")]
    [InlineData(3, null, "3456789")]
    [InlineData(3, 4L, "3456")]
    [InlineData(8, 100L, "89")]
    [InlineData(0, 0L, "")]
    [InlineData(10, null, "")]
    [InlineData(10, 5L, "")]
    [InlineData(99, 5L, "")]
    public async Task Read_Range_GivesThatPart(long offset, long? length, string expected)
    {
        await WriteAsync("0123456789");

        Assert.Equal(expected, Text(await ReadAsync(offset, length)));
    }

    [Fact]
    public async Task Write_Again_ReplacesContentAndETag()
    {
        await WriteAsync("first");
        BlobProperties first = (await Blobs.FindAsync(Name, Cancel))!;
        await WriteAsync("other");
        BlobProperties second = (await Blobs.FindAsync(Name, Cancel))!;

        Assert.Equal("other", Text(await ReadAsync(0, null)));
        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Equal(Name, second.Name);
        Assert.True(second.ModifiedAt >= first.ModifiedAt);
    }

    [Fact]
    public async Task Write_SameContentManyTimes_NeverRepeatsAnETag()
    {
        var seen = new HashSet<string>();
        for (int i = 0; i < 20; i++)
        {
            await WriteAsync("same");
            Assert.True(seen.Add((await Blobs.FindAsync(Name, Cancel))!.ETag));
        }
    }

    [Fact]
    public async Task Write_CreateOnly_WritesOnce()
    {
        Assert.Equal(BlobOutcome.Written, await WriteAsync("first", BlobCondition.Create));
        Assert.Equal(BlobOutcome.ConditionFailed, await WriteAsync("second", BlobCondition.Create));
        Assert.Equal("first", Text(await ReadAsync(0, null)));

        await Blobs.DeleteAsync(Name, Cancel);
        Assert.Equal(BlobOutcome.Written, await WriteAsync("third", BlobCondition.Create));
    }

    [Fact]
    public async Task Write_EightCreateOnlyAtOnce_HaveOneWinner()
    {
        using var together = new Barrier(8);
        BlobOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
            () => Blobs.WriteAsync(Name, BlobCondition.Create, async (stream, cancel) =>
            {
                together.SignalAndWait(TimeSpan.FromSeconds(20), cancel);
                await stream.WriteAsync(Bytes("by " + i), cancel);
            }, Cancel), Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

        int winner = Assert.Single(Enumerable.Range(0, 8), i => outcomes[i] == BlobOutcome.Written);
        Assert.Equal("by " + winner, Text(await ReadAsync(0, null)));
    }

    [Fact]
    public async Task Write_IfMatch_HoldsOnlyForTheCurrentETag()
    {
        Assert.Equal(BlobOutcome.ConditionFailed, await WriteAsync("x", BlobCondition.Match("\"0x8DFFFFFFFFFFFFF\"")));
        await WriteAsync("first");
        string old = (await Blobs.FindAsync(Name, Cancel))!.ETag;

        Assert.Equal(BlobOutcome.Written, await WriteAsync("second", BlobCondition.Match(old)));
        Assert.Equal(BlobOutcome.ConditionFailed, await WriteAsync("third", BlobCondition.Match(old)));
        Assert.Equal("second", Text(await ReadAsync(0, null)));
    }

    [Fact]
    public async Task Write_EightIfMatchAtOnce_HaveOneWinner()
    {
        await WriteAsync("start");
        string etag = (await Blobs.FindAsync(Name, Cancel))!.ETag;

        BlobOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => WriteAsync("by " + i, BlobCondition.Match(etag)))));

        int winner = Assert.Single(Enumerable.Range(0, 8), i => outcomes[i] == BlobOutcome.Written);
        Assert.Equal("by " + winner, Text(await ReadAsync(0, null)));
    }

    [Fact]
    public async Task Write_Abandoned_LeavesTheEarlierBlobAndShowsNothing()
    {
        await WriteAsync("kept");
        string other = Unique + "/never";

        await AbandonAsync(Name);
        await AbandonAsync(other);

        Assert.Equal("kept", Text(await ReadAsync(0, null)));
        Assert.Null(await Blobs.FindAsync(other, Cancel));
        Assert.Equal([Name], await ListAsync(Unique));
    }

    [Fact]
    public async Task Write_NotYetReturned_IsInvisible()
    {
        bool seen = true;
        await Blobs.WriteAsync(Name, BlobCondition.None, async (stream, cancel) =>
        {
            await stream.WriteAsync(new byte[300_000], cancel);
            await stream.FlushAsync(cancel);
            seen = await Blobs.FindAsync(Name, cancel) is not null;
        }, Cancel);

        Assert.False(seen);
        Assert.NotNull(await Blobs.FindAsync(Name, Cancel));
    }

    [Fact]
    public async Task Write_StreamDisposedByWriter_IsWrittenWhole()
    {
        await Blobs.WriteAsync(Name, BlobCondition.None, async (stream, cancel) =>
        {
            await using var text = new StreamWriter(stream);
            await text.WriteAsync("closed by its writer");
        }, Cancel);

        Assert.Equal("closed by its writer", Text(await ReadAsync(0, null)));
    }

    [Fact]
    public async Task Delete_ExistingBlob_RemovesIt()
    {
        await WriteAsync("x");

        Assert.True(await Blobs.DeleteAsync(Name, Cancel));

        Assert.False(await Blobs.DeleteAsync(Name, Cancel));
        Assert.Null(await ReadAsync(0, null));
        Assert.Empty(await ListAsync(Unique));
    }

    [Fact]
    public async Task List_Prefix_GivesNamesInOrdinalOrder()
    {
        // A folder between the neighbours of the slash in ASCII.
        string[] names = [.. new[] { "a-b", "a.b", "a/b/c", "a/b.c", "a/z", "a0", "B", "b", "b%d/x", "b%41", "é/ü" }.Select(name => $"{Unique}/{name}")];
        foreach (string name in names.Reverse()) await Blobs.WriteAsync(name, BlobCondition.None, (stream, cancel) => stream.WriteAsync(Bytes(name), cancel).AsTask(), Cancel);

        Assert.Equal(names.Order(StringComparer.Ordinal), await ListAsync(Unique + "/"));
        Assert.Equal([$"{Unique}/a/b.c", $"{Unique}/a/b/c", $"{Unique}/a/z"], await ListAsync(Unique + "/a/"));
        Assert.Equal(names.Where(name => name.StartsWith(Unique + "/a", StringComparison.Ordinal)).Order(StringComparer.Ordinal), await ListAsync(Unique + "/a"));
        Assert.Equal([$"{Unique}/b%41", $"{Unique}/b%d/x"], await ListAsync(Unique + "/b%"));
        Assert.Empty(await ListAsync(Unique + "/c"));
        Assert.Empty(await ListAsync(Unique + "/c/d/"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/absolute")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("../up")]
    [InlineData("a/../../up")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("ends.")]
    [InlineData("ends /x")]
    [InlineData("..")]
    public async Task AnyMethod_HostileName_IsRefused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.FindAsync(name, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.OpenReadAsync(name, 0, null, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.DeleteAsync(name, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.WriteAsync(name, BlobCondition.None, (_, _) => Task.CompletedTask, Cancel));
    }

    [Fact]
    public async Task AnyMethod_NameOutsideUnicode_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.FindAsync("a\ud800b", Cancel)); // an attribute cannot hold it

    [Theory]
    [InlineData('x', BlobLimits.MaxPartBytes)]
    [InlineData('é', BlobLimits.MaxPartBytes / 2)]
    [InlineData('%', BlobLimits.MaxPartBytes / 3)]
    public async Task AnyMethod_PartAtAndOverTheLimit_IsTakenAndRefused(char c, int longest)
    {
        string part = new(c, longest);
        Assert.Equal(BlobOutcome.Written, await Blobs.WriteAsync($"{Unique}/{part}/{part}", BlobCondition.None, (_, _) => Task.CompletedTask, Cancel));
        Assert.Equal([$"{Unique}/{part}/{part}"], await ListAsync(Unique + "/"));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.FindAsync($"{Unique}/{part}{c}", Cancel));
    }

    [Fact]
    public async Task AnyMethod_NameOver1024_IsRefused()
    {
        string longest = Unique + "/" + string.Concat(Enumerable.Repeat("0123456789/", 91));
        longest = longest.PadRight(1024, 'x');
        Assert.Equal(BlobOutcome.Written, await Blobs.WriteAsync(longest, BlobCondition.None, (_, _) => Task.CompletedTask, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Blobs.FindAsync(longest + "x", Cancel));
    }

    Task<BlobOutcome> WriteAsync(string text, BlobCondition condition = default) =>
        Blobs.WriteAsync(Name, condition, (stream, cancel) => stream.WriteAsync(Bytes(text), cancel).AsTask(), Cancel);

    async Task AbandonAsync(string name) => await Assert.ThrowsAsync<InvalidDataException>(() => Blobs.WriteAsync(name, BlobCondition.None, async (stream, cancel) =>
    {
        await stream.WriteAsync(new byte[200_000], cancel);
        throw new InvalidDataException("gave up");
    }, Cancel));

    async Task<byte[]?> ReadAsync(long offset, long? length)
    {
        await using Stream? stream = await Blobs.OpenReadAsync(Name, offset, length, Cancel);
        if (stream is null) return null;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancel);
        return copy.ToArray();
    }

    async Task<List<string>> ListAsync(string prefix)
    {
        var names = new List<string>();
        await foreach (BlobProperties blob in Blobs.ListAsync(prefix, Cancel)) names.Add(blob.Name);
        return names;
    }
}
