using System.Diagnostics;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Formats.Csv;
using Hub.Formats.Elm;
using Hub.Formats.Elmo;
using Hub.Formats.Ewp;
using Hub.Formats.Json;
using Hub.Formats.Tests.Csv;
using Hub.Formats.Tests.Elm;
using Hub.Formats.Tests.Elmo;
using Hub.Formats.Tests.Ewp;
using Hub.Formats.Tests.Xlsx;
using Hub.Formats.Xlsx;
using Hub.Formats.Xml;
using Hub.Submissions;
using static Hub.Formats.Tests.Xlsx.TestWorkbook;

namespace Hub.Formats.Tests.Fuzz;

/// <summary>
/// Whatever bytes come, a format answers with rows or with a problem: it throws nothing, does not hang, takes little memory, and rows
/// do not depend on where chunks are cut. A failure prints the seed of its case; HUB_FUZZ_SEED repeats it, HUB_FUZZ_FACTOR=20 runs
/// twenty times as many.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FuzzTests
{
    const long MostAllocatedBytes = 256L << 20;
    static readonly TimeSpan MostProcessorTime = TimeSpan.FromSeconds(2);

    const string CsvText = "localId;title@pt;\"learningOutcomes@pt\";creditPoints\r\nA;Formação;\"um|dois \"\"x\"\"\";4,5\r\n\r\nB;\"linha\r\ndupla\";;2\r\nC;x;y;3";

    static readonly string[] Items =
    [
        """{"localId":"A","title":{"pt":"Formação","en":"x\n\u00e7"},"languages":["pt","en"],"creditPoints":4.5}""",
        """{"localId":"B","title@pt":"\ud83d\ude00","creditPoints":1e1}""",
        """{"localId":"C","open":true,"none":null}""",
    ];

    static readonly string[] SheetRows =
    [
        Row(1, "localId", "title@pt", "creditPoints"), "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\" s=\"1\"><v>46295.5</v></c></row>", "<row r=\"4\"/>",
        "<row r=\"7\"><c r=\"A7\" t=\"b\"><v>1</v></c><c r=\"B7\" t=\"e\"><v>#N/A</v></c><c r=\"C7\"><f>1+1</f><v>4.0999999999999996</v></c></row>", Row(9, "B", "Redes", ""),
    ];

    static readonly CsvLimits CsvWhole = new(1 << 24, 1 << 20, 2_000, 100_000, 50);
    static readonly JsonLimits JsonWhole = new(1 << 24, 1 << 20, 2_000, 100_000, 50, 8, 40);
    static readonly XmlLimits ElmWhole = XmlLimits.Default with { ChunkBytes = 1 << 24, RecordBytes = 4_000, TagChars = 4_000, TextChars = 100_000, Depth = 20, Names = 200, ExpansionFloorBytes = 1_000_000 };
    static readonly XlsxLimits XlsxWhole = XlsxLimits.Default with { ChunkBytes = 1 << 24, RecordBytes = 2_000, Columns = 50, UnpackedBytes = 10_000_000, TagBytes = 100_000, SharedTextBytes = 1_000_000 };

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public void Csv_AnyBytes_AreAnswered(string encoding)
    {
        byte[] valid = (encoding == "windows-1252" ? CsvFile.Windows1252 : Encoding.GetEncoding(encoding)).GetBytes(CsvText);
        Run(1500, random => Check(random, Mutation.Of(random, valid), new CsvFormat(CsvWhole), new CsvFormat(CsvWhole with { ChunkBytes = random.Next(1, 200), ChunkRows = random.Next(1, 5) })));
    }

    [Fact]
    public void Ndjson_AnyBytes_AreAnswered() => Run(3000, random => Check(random, Mutation.Of(random, Encoding.UTF8.GetBytes(string.Join('\n', Items))),
        new NdjsonFormat(JsonWhole), new NdjsonFormat(JsonWhole with { ChunkBytes = random.Next(1, 200), ChunkRows = random.Next(1, 5) })));

    [Fact]
    public void Json_AnyBytes_AreAnswered() => Run(3000, random => Check(random, Mutation.Of(random, Encoding.UTF8.GetBytes($"[\n{string.Join(",\r\n", Items)}]")),
        new JsonFormat(JsonWhole), new JsonFormat(JsonWhole with { ChunkBytes = random.Next(1, 200), ChunkRows = random.Next(1, 5) })));

    [Fact]
    public void Xlsx_AnyBytes_AreAnswered() => Run(700, random => Check(random, WorkbookOf(random), new XlsxFormat(XlsxWhole), new XlsxFormat(XlsxWhole with { ChunkBytes = random.Next(1, 200), ChunkRows = random.Next(1, 5) })));

    [Fact]
    public void Elm_AnyBytes_AreAnswered() => Run(1500, random => Check(random, Mutation.Of(random, LoqText.Small(random.Next(4) == 0 ? Encoding.Unicode : Encoding.UTF8)),
        new ElmFormat(ElmWhole), new ElmFormat(ElmWhole with { ChunkBytes = random.Next(1, 2000), ChunkRows = random.Next(1, 5), KeptKeys = random.Next(1, 20) })));

    [Fact]
    public void Elmo_AnyBytes_AreAnswered() => Run(400, random => Check(random, Mutation.Of(random, (random.Next(4) == 0 ? Encoding.Unicode : Encoding.UTF8).GetBytes(ElmoText.Small)),
        new ElmoFormat(ElmWhole), new ElmoFormat(ElmWhole with { ChunkBytes = random.Next(1, 2000), ChunkRows = random.Next(1, 5) })));

    [Fact]
    public void Ewp_AnyBytes_AreAnswered() => Run(400, random => Check(random, Mutation.Of(random, (random.Next(4) == 0 ? Encoding.Unicode : Encoding.UTF8).GetBytes(EwpText.Small)),
        new EwpFormat(ElmWhole), new EwpFormat(ElmWhole with { ChunkBytes = random.Next(1, 2000), ChunkRows = random.Next(1, 5) })));

    /// <summary>Half of the cases change the archive, the others the sheet or the texts in it.</summary>
    static byte[] WorkbookOf(Random random)
    {
        string Damaged(string text) => random.Next(2) == 0 ? text : Encoding.UTF8.GetString(Mutation.Of(random, Encoding.UTF8.GetBytes(text)));
        bool inside = random.Next(2) == 0;
        string rows = string.Concat(SheetRows), shared = "<t>A</t>";
        byte[] body = new TestWorkbook { SharedTexts = [inside ? Damaged(shared) : shared, "Formação"], Formats = ["yyyy-mm-dd"] }.Sheet(inside ? Damaged(rows) : rows).ToBytes();
        return inside ? body : Mutation.Of(random, body);
    }

    static void Run(int cases, Action<Random> check)
    {
        if (Environment.GetEnvironmentVariable("HUB_FUZZ_SEED") is { } one)
        {
            Bounded(int.Parse(one, CultureInfo.InvariantCulture), check);
            return;
        }

        int factor = int.Parse(Environment.GetEnvironmentVariable("HUB_FUZZ_FACTOR") ?? "1", CultureInfo.InvariantCulture);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Bounded(seed, check)).Check(Config.QuickThrowOnFailure.WithMaxTest(cases * factor));
    }

    static void Bounded(int seed, Action<Random> check)
    {
        using var self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long allocated = GC.GetTotalAllocatedBytes();
        Task work = Task.Run(() => check(new Random(seed)));
        while (!((IAsyncResult)work).AsyncWaitHandle.WaitOne(250))
        {
            self.Refresh();
            Assert.True(self.TotalProcessorTime - before < MostProcessorTime, $"HUB_FUZZ_SEED={seed} does not end.");
        }

        Exception? thrown = work.Exception?.InnerException;
        Assert.True(thrown is null, $"HUB_FUZZ_SEED={seed}: {thrown}");
        Assert.True(GC.GetTotalAllocatedBytes() - allocated < MostAllocatedBytes, $"HUB_FUZZ_SEED={seed} took {GC.GetTotalAllocatedBytes() - allocated} bytes.");
    }

    static void Check(Random random, byte[] body, ISubmissionFormat whole, ISubmissionFormat cut)
    {
        int head = Math.Min(body.Length, 4096);
        foreach (ISubmissionFormat format in SubmissionFormats.All) format.Recognises(body.AsSpan(0, head), null, null);
        Problem? problem = ReadFile.ProblemOfAsync(whole, body).GetAwaiter().GetResult();
        Assert.Equal(problem?.Code, ReadFile.ProblemOfAsync(cut, body).GetAwaiter().GetResult()?.Code);
        if (problem is not null) return;

        ReadFile one = ReadFile.OfAsync(whole, body).GetAwaiter().GetResult(), many = ReadFile.OfAsync(cut, body).GetAwaiter().GetResult();
        Assert.Equal(one.Rows.Select(Shown), many.Rows.Select(Shown));
        Assert.Equal(one.Rows.Count, one.Chunks.Sum(c => c.Rows));
        int[] rejected = [.. one.Rows.Select(r => r.Number).Where(_ => random.Next(2) == 0)];
        byte[] errors = one.ErrorsAsync(whole, rejected).GetAwaiter().GetResult();
        if (errors.Length < 50_000 && ReadFile.ProblemOfAsync(whole, errors).GetAwaiter().GetResult() is null)
            Assert.Equal(rejected.Length, ReadFile.OfAsync(whole, errors).GetAwaiter().GetResult().Rows.Count);
    }

    static string Shown(ReadRow row) => $"{row.Number} {row.Fault} {string.Join(';', row.CellFaults)} {string.Join('\u0001', row.Cells)} {row.Raw}";
}

/// <summary>Tests that look at what the whole process uses run while no others do.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
