using System.Text;
using Hub.Organisations;
using Hub.Pipeline.Tests.Support;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>What <c>hub check</c> says of a file is, byte for byte, what the server says of it.</summary>
public sealed class CheckFileTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    readonly TemporaryFolder _files = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_files.Path);
        _hub = await TestHub.OpenWithSchoolAsync(_folder, TestHub.SmallChunks);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        _files.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<(Result<CheckFileResult> Result, byte[] Findings, byte[]? Errors)> CheckAsync(string path, string kind = "catalogue", bool offline = false)
    {
        using var findings = new MemoryStream();
        MemoryStream? errors = null;
        RegisterLookup? register = offline ? null : new RegisterLookup(_hub.Tables, _hub.Kinds.Get(kind).Table);
        var command = new CheckFileCommand(path, kind, TestHub.School, "PT", DateOnly.FromDateTime(_hub.Clock.GetUtcNow().UtcDateTime), register);
        Result<CheckFileResult> result = await _hub.Check.HandleAsync(command, findings, () => errors = new MemoryStream(), TestHub.Cancel);
        return (result, findings.ToArray(), errors?.ToArray());
    }

    async Task AssertSameAsync(byte[] body, bool offline = false)
    {
        string path = Path.Combine(_files.Path, "file.csv");
        await File.WriteAllBytesAsync(path, body, TestHub.Cancel);
        (Result<CheckFileResult> result, byte[] findings, byte[]? errors) = await CheckAsync(path, offline: offline);
        Submission sent = (await _hub.TrySendAsync(body, "check")).Value;
        await _hub.PumpAsync();
        Submission server = await _hub.ReadAsync(sent.Id);
        Assert.Equal(server.Problem, result.Problem);
        if (result.Problem is not null) return;
        Assert.Equal(await _hub.FindingsAsync(server), Encoding.UTF8.GetString(findings));
        Assert.Equal(await _hub.BlobAsync(SubmissionKeys.ErrorsBlob(server.Id)), errors);
        Assert.Equal(server.Totals, result.Value.Totals);
        Assert.Equal(server.Rulesets, result.Value.Rulesets);
    }

    [Fact]
    public Task HandleAsync_MixedFile_SaysWhatTheServerSays() => AssertSameAsync(Files.Utf8(SubmissionTests.Mixed));

    [Theory]
    [InlineData(1, "utf-8", ",", "\n")]
    [InlineData(2, "utf-8", ";", "\r\n")]
    [InlineData(3, "windows-1252", ";", "\r\n")]
    [InlineData(4, "utf-16", "\t", "\n")]
    [InlineData(5, "utf-8", ",", "\r")]
    [InlineData(6, "windows-1252", ",", "\n")]
    public async Task HandleAsync_GeneratedFile_SaysWhatTheServerSays(int seed, string encoding, string delimiter, string newLine)
    {
        string text = Generated(new Random(seed), 70, delimiter, newLine);
        Encoding used = encoding switch
        {
            "utf-16" => new UnicodeEncoding(false, true),
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            _ => new UTF8Encoding(seed % 2 == 0),
        };
        await AssertSameAsync([.. used.Preamble, .. used.GetBytes(text)]);
    }

    [Fact]
    public async Task HandleAsync_OfflineWithoutRegisterFindings_SaysWhatTheServerSays()
    {
        string text = Generated(new Random(77), 60, ",", "\n").Replace("|NOWHERE", "", StringComparison.Ordinal);
        await AssertSameAsync(Files.Utf8(text), offline: true);
    }

    [Fact]
    public Task HandleAsync_HeaderOnly_SaysWhatTheServerSays() => AssertSameAsync(Files.Utf8(Files.Header));

    [Fact]
    public Task HandleAsync_RefusedHeader_SaysWhatTheServerSays() => AssertSameAsync("localId,localId\nx,y\n"u8.ToArray());

    [Fact]
    public async Task HandleAsync_EmptyFile_IsRefused()
    {
        string path = Path.Combine(_files.Path, "empty.csv");
        await File.WriteAllBytesAsync(path, [], TestHub.Cancel);
        Assert.Equal("file.empty", (await CheckAsync(path)).Result.Problem?.Code);
    }

    [Fact]
    public async Task HandleAsync_EveryRowBad_SpoolsAndKeepsTheOrder()
    {
        // More findings than stay in memory.
        using TestHub hub = TestHub.Open(_files);
        string path = Path.Combine(_files.Path, "bad.csv");
        await File.WriteAllTextAsync(path, Files.Of(Enumerable.Range(0, 45_000).Select(i => Files.Row($"U-{i}", hours: "x", status: "never"))), TestHub.Cancel);
        using var findings = new MemoryStream();
        var command = new CheckFileCommand(path, "catalogue", TestHub.School, "PT", new DateOnly(2026, 3, 1));
        Result<CheckFileResult> result = await hub.Check.HandleAsync(command, findings, null, TestHub.Cancel);
        Assert.Equal(45_000, result.Value.Totals.Rejected);
        Assert.True(findings.Length > 16 * 1024 * 1024);
        int last = 2, lines = 0;
        findings.Position = 0;
        using var reader = new StreamReader(findings);
        for (; await reader.ReadLineAsync(TestHub.Cancel) is { } line; lines++)
        {
            int row = int.Parse(line.AsSpan(7, line.IndexOf(',', StringComparison.Ordinal) - 7), System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(row, last, last + 1);
            last = row;
        }

        Assert.Equal((45_001, result.Value.Totals.Findings), (last, (long)lines));
    }

    /// <summary>A twin of the register's file below, with the same column names.</summary>
    [Fact]
    public Task HandleAsync_ColumnsOfTheUnitList_SaysWhatTheServerSays() => AssertSameAsync(
        "code,title_pt,hours,credit_points,points_per_hour\n0145,\"Som/áudio - captação, registo e edição\",50,4.5,0.09\n0146,Imagem,25,2.25,0.09\n0147,Errado,25,99,0.09\n"u8.ToArray());

    [Fact]
    public async Task HandleAsync_PortugueseUnitList_SaysWhatTheServerSays()
    {
        string? path = Repository.SharedFile("pt-cnq", "ufcd.csv");
        Assert.SkipWhen(path is null, "The sample file is not here.");
        await AssertSameAsync(await File.ReadAllBytesAsync(path!, TestHub.Cancel));
    }

    /// <summary>Good rows, wrong numbers, unknown words, missing cells, duplicates, references good and bad, quoted breaks, blank lines.</summary>
    static string Generated(Random random, int rows, string delimiter, string newLine)
    {
        string[] titles = ["Soldadura", "\"Corte, dobra; e\tfuro\"", "\"dito \"\"novo\"\"\"", $"\"em duas{newLine}linhas\"", "", " Construção ", "a|b"];
        var text = new StringBuilder(string.Join(delimiter, "localId", "kind", "title@pt", "workloadHours", "hoursKind", "partOf", "unknown column", "status") + newLine);
        for (int i = 0; i < rows; i++)
        {
            string[] cells =
            [
                random.Next(15) == 0 ? "" : $"U-{random.Next(rows)}",
                random.Next(10) == 0 ? "thing" : "unit",
                titles[random.Next(titles.Length)],
                random.Next(8) == 0 ? "muito" : "25",
                "training",
                random.Next(3) == 0 ? $"U-{random.Next(rows)}{(random.Next(8) == 0 ? "|NOWHERE" : "")}" : "",
                "x",
                random.Next(6) == 0 ? "draft" : "",
            ];
            // A reference that is nowhere in the file is a register finding; it is left out offline.
            text.Append(string.Join(delimiter, random.Next(20) == 0 ? cells[..5] : cells)).Append(newLine);
            if (random.Next(15) == 0) text.Append(newLine);
        }

        for (int i = 0; i < rows; i++) text.Append(string.Join(delimiter, $"U-{i}", "unit", "Soldadura", "25", "training", "", "x", "")).Append(newLine);
        return text.ToString();
    }
}
