using System.Text;
using Hub.Formats.Csv;
using Hub.Formats.Json;
using Hub.Formats.Tests.Fuzz;
using Hub.Submissions;

namespace Hub.Formats.Tests;

/// <summary>Alone, because what other tests allocate would be counted too.</summary>
[Collection(nameof(Alone))]
public sealed class EndlessLineTests
{
    /// <summary>Two gigabytes without a line end, as they come over a wire: refused after a few megabytes of memory.</summary>
    [Theory]
    [InlineData("localId,kind\nA,", "file.line-too-long")]
    [InlineData("localId,kind\nA,\"", "file.line-too-long")]
    [InlineData("{\"localId\":\"", "file.line-too-long")]
    [InlineData("[{\"localId\":\"", "file.item-too-long")]
    public async Task Line_OfTwoGigabytes_IsRefusedInLittleMemory(string start, string code)
    {
        ISubmissionFormat format = start[0] switch { '{' => new NdjsonFormat(), '[' => new JsonFormat(), _ => new CsvFormat() };
        long before = GC.GetTotalAllocatedBytes();
        Result<FormatPlan> plan = await format.InspectAsync(new EndlessStream(Encoding.UTF8.GetBytes(start), 2L << 30), _ => true, TestContext.Current.CancellationToken);
        Assert.Equal(code, plan.Problem?.Code);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64L << 20);
    }
}

/// <summary>A beginning, then the letter x for ever, or nearly.</summary>
public sealed class EndlessStream(byte[] start, long length) : ReadingStream
{
    long _at;

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, length - _at);
        buffer[..count].Fill((byte)'x');
        if (_at < start.Length) start.AsSpan((int)_at, (int)Math.Min(count, start.Length - _at)).CopyTo(buffer);
        _at += count;
        return count;
    }
}
