using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Hub.Audit;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;

namespace Hub.Pipeline.Tests.Audit;

/// <summary>Random histories, tampered with at random: what was done is always found, and what was not is never claimed.</summary>
public sealed class VerifyAuditTests : IDisposable
{
    const string Body = "PT-ESCOLA";

    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;
    readonly IReadOnlyList<PublicSigningKey> _keys;

    public VerifyAuditTests()
    {
        _hub = TestHub.Open(_folder);
        _keys = _hub.Signer.KeysAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    static Gen<string> Text { get; } = Gen.Elements("sub_0a", "key-1", "record.put", "entries/PT-ESCOLA~Ação \"1\"", "日本", "a\\b", "x=y", new string('l', 600), " ", "\u2028\u0001").Zip(Gen.Choose(0, 99)).Select(t => $"{t.Item1}{t.Item2}");

    static Gen<AuditFact> Fact { get; } = Text.Zip(Text).Zip(Text.Zip(Text)).Zip(Gen.Choose(0, 3)).Select(t =>
        new AuditFact(Guid.NewGuid().ToString("N"), Body, Noon.AddMilliseconds(t.Item2 * 7), t.Item1.Item1.Item1, t.Item1.Item1.Item2, t.Item1.Item2.Item1, t.Item2 % 2 == 0 ? t.Item1.Item2.Item2 : null, t.Item2 > 1 ? t.Item1.Item2.Item2 : null));

    static Gen<AuditEntry[]> Histories { get; } = Fact.NonEmptyListOf().Resize(12).Select(facts => Chained([.. facts]));

    static AuditEntry[] Chained(IReadOnlyList<AuditFact> facts)
    {
        var entries = new List<AuditEntry>();
        foreach (AuditFact fact in facts) entries.Add(AuditEntry.Of(fact, entries.Count + 1, entries.Count == 0 ? AuditEntry.None : entries[^1].Hash));
        return [.. entries];
    }

    async Task<string> SignAsync(AuditEntry entry) => await AuditCheckpoint.SignAsync(_hub.Signer, Body, new AuditHead(entry.Sequence, entry.Hash), Noon, CancellationToken.None);

    async Task<List<string>> ExportAsync(AuditEntry[] entries) =>
    [
        JsonSerializer.Serialize(new AuditExportLine(new AuditExport(Body, entries.Length, Noon, await SignAsync(entries[^1]))), HubJson.Options),
        .. entries.Select(e => Encoding.UTF8.GetString(e.ToLine())),
    ];

    async Task<VerifyAuditResult> VerifyAsync(IEnumerable<string> lines, params string[] known) =>
        await new VerifyAudit(_keys).HandleAsync(lines.Select(l => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(l)).ToAsyncEnumerable(), known, CancellationToken.None);

    [Fact]
    public void Entry_OfTextsThatAreTooLong_TellsThemApart()
    {
        AuditEntry[] entries = Chained([.. Enumerable.Range(1, 2).Select(i => new AuditFact($"{i}", Body, Noon, "key", "record.put", $"entries/{new string('l', 600)}{i}"))]);
        Assert.All(entries, e => Assert.Equal(500, e.Object.Length));
        Assert.NotEqual(entries[0].Object, entries[1].Object);
    }

    [Fact]
    public void Verify_AnyHistory_IsWhole() => Prop.ForAll(Histories.ToArbitrary(), entries =>
    {
        VerifyAuditResult result = VerifyAsync(ExportAsync(entries).Result).Result;
        return result is { Ok: true, First: 1 } && result.Last == entries.Length && result.Hash == entries[^1].Hash;
    }).QuickCheckThrowOnFailure();

    /// <summary>By other means than the hub's: the line without its hash, hashed.</summary>
    [Fact]
    public void Hash_OfAnyEntry_IsThatOfItsLineWithoutIt() => Prop.ForAll(Histories.ToArbitrary(), entries => entries.All(entry =>
    {
        string line = Encoding.UTF8.GetString(entry.ToLine());
        string without = line.Replace($",\"hash\":\"{entry.Hash}\"", "", StringComparison.Ordinal);
        return line.All(c => c is >= ' ' and <= '~') && !line.Contains('\\', StringComparison.Ordinal) && Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(without))) == entry.Hash;
    })).QuickCheckThrowOnFailure();

    [Fact]
    public void Verify_AnythingTamperedWith_IsFound() => Prop.ForAll(
        Histories.ToArbitrary(), Gen.Choose(0, 7).Zip(Gen.Choose(0, 1_000_000).Zip(Gen.Choose(0, 1_000_000))).ToArbitrary(), (entries, how) =>
        {
            List<string> lines = ExportAsync(entries).Result;
            return Tamper(lines, entries, how.Item1, how.Item2.Item1, how.Item2.Item2) is not { } code || VerifyAsync(lines).Result.Problem?.Code is { } found && (code.Length == 0 || code.Contains(found, StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    /// <summary>Changes the lines, and gives the codes that may be found; empty for any, null when nothing was changed.</summary>
    static string? Tamper(List<string> lines, AuditEntry[] entries, int how, int a, int b)
    {
        int one = 1 + a % entries.Length, other = 1 + b % entries.Length;
        switch (how)
        {
            case 0:
                lines.RemoveAt(one);
                return one == entries.Length ? "audit.truncated" : "audit.entry-removed";
            case 1:
                char[] line = lines[one].ToCharArray();
                line[b % line.Length] = line[b % line.Length] == '0' ? '1' : '0';
                lines[one] = new string(line);
                return "";
            case 2:
                if (one == other) return null;
                (lines[one], lines[other]) = (lines[other], lines[one]);
                return "audit.entry-removed audit.entry-out-of-order";
            case 3:
                lines.RemoveRange(one, lines.Count - one);
                return "audit.truncated";
            case 4:
                lines.Insert(other, lines[one]);
                return other >= one ? "audit.entry-out-of-order" : "audit.entry-removed";
            case 5:         // with a hash that fits
                AuditEntry forged = entries[one - 1] with { Actor = "nobody" };
                lines[one] = Encoding.UTF8.GetString((forged with { Hash = forged.ComputeHash() }).ToLine());
                return "audit.entry-changed audit.checkpoint-differs";
            case 6:         // and all after it written anew
                string previous = entries[one - 1].Previous;
                for (int i = one; i <= entries.Length; i++)
                {
                    AuditEntry anew = entries[i - 1] with { Actor = "nobody", Previous = previous };
                    previous = anew.ComputeHash();
                    lines[i] = Encoding.UTF8.GetString((anew with { Hash = previous }).ToLine());
                }

                return "audit.checkpoint-differs";
            default:        // one more, that fits
                AuditEntry last = entries[^1], more = last with { Sequence = last.Sequence + 1, Previous = last.Hash };
                lines.Add(Encoding.UTF8.GetString((more with { Hash = more.ComputeHash() }).ToLine()));
                lines.RemoveAt(1);
                return "audit.entry-removed";
        }
    }

    [Fact]
    public async Task Verify_FirstWrongPlace_IsNamed()
    {
        AuditEntry[] entries = Chained([.. Enumerable.Range(1, 9).Select(i => new AuditFact($"{i}", Body, Noon, "key", "record.put", $"entries/{i}"))]);
        List<string> lines = await ExportAsync(entries);
        lines.RemoveAt(7);
        lines.RemoveAt(4);
        Assert.Equal("Entry 4.", (await VerifyAsync(lines)).Problem!.Detail);
        lines = await ExportAsync(entries);
        lines[5] = lines[5].Replace("entries/5", "entries/6", StringComparison.Ordinal);
        Assert.Equal(("audit.entry-changed", "Entry 5."), ((await VerifyAsync(lines)).Problem!.Code, (await VerifyAsync(lines)).Problem!.Detail));
    }

    [Fact]
    public async Task Verify_CheckpointThatWasKept_ShowsALogWrittenAnew()
    {
        AuditEntry[] before = Chained([.. Enumerable.Range(1, 5).Select(i => new AuditFact($"{i}", Body, Noon, "key", "record.put", $"entries/{i}"))]);
        AuditEntry[] anew = Chained([.. Enumerable.Range(1, 5).Select(i => new AuditFact($"{i}", Body, Noon, "key", "record.put", $"entries/{i + 1}"))]);
        List<string> lines = await ExportAsync(anew);
        Assert.True((await VerifyAsync(lines)).Ok);         // whoever can sign can do this
        Assert.Equal("audit.checkpoint-differs", (await VerifyAsync(lines, await SignAsync(before[2]))).Problem?.Code);
        Assert.Equal("audit.truncated", (await VerifyAsync(await ExportAsync(before[..3]), await SignAsync(before[4]))).Problem?.Code);
        lines.Insert(1, JsonSerializer.Serialize(new AuditCheckpointLine(await SignAsync(before[2])), HubJson.Options));
        Assert.Equal("audit.checkpoint-differs", (await VerifyAsync(lines)).Problem?.Code);
    }

    [Fact]
    public async Task Verify_WhatIsNoExport_IsRefused()
    {
        AuditEntry[] entries = Chained([new AuditFact("1", Body, Noon, "key", "record.put", "entries/1")]);
        List<string> lines = await ExportAsync(entries);
        Assert.Equal("audit.header-missing", (await VerifyAsync([])).Problem?.Code);
        Assert.Equal("audit.header-missing", (await VerifyAsync(lines.Skip(1))).Problem?.Code);
        Assert.Equal("audit.header-missing", (await VerifyAsync(["no json"])).Problem?.Code);
        Assert.Equal("audit.entry-unreadable", (await VerifyAsync([lines[0], "no json"])).Problem?.Code);
        Assert.Equal("audit.entry-unreadable", (await VerifyAsync([lines[0], lines[1].Replace("{", "{ ", StringComparison.Ordinal)])).Problem?.Code);
        Assert.Equal("audit.checkpoint-of-another", (await VerifyAsync([lines[0].Replace(Body, "PT-OTHER", StringComparison.Ordinal), lines[1]])).Problem?.Code);
        Assert.Equal("signature.malformed", (await VerifyAsync(lines, "x")).Problem?.Code);
        Assert.Equal("audit.header-missing", (await VerifyAsync([JsonSerializer.Serialize(new AuditExportLine(new AuditExport(Body, 1, Noon, null)), HubJson.Options), lines[1]])).Problem?.Code);
        Assert.Equal("signature.unknown-key", (await new VerifyAudit([]).HandleAsync(lines.Select(l => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(l)).ToAsyncEnumerable(), [], TestHub.Cancel)).Problem?.Code);
    }
}
