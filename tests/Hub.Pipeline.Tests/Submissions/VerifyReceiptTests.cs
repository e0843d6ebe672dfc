using System.Text;
using System.Text.Json;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;
using Hub.Rules;
using Hub.Submissions;
using Hub.Submissions.Receipts;

namespace Hub.Pipeline.Tests.Submissions;

public sealed class VerifyReceiptTests : IAsyncLifetime
{
    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.OpenWithSchoolAsync(_folder, TestHub.SmallChunks);
        await _hub.RegisterAsync("AL-OUTRA", "AL");
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<Result<VerifyReceiptResult>> VerifyAsync(string jws, string? body, IRulesets? rulesets = null, IReadOnlyCollection<PublicSigningKey>? keys = null, params string[] corrections)
    {
        string path = Path.Combine(_folder.Path, "file.csv");
        if (body is not null) await File.WriteAllTextAsync(path, body, TestHub.Cancel);
        var paths = new List<string>();
        foreach (string correction in corrections)
        {
            paths.Add(Path.Combine(_folder.Path, $"correction-{paths.Count}"));
            await File.WriteAllTextAsync(paths[^1], correction, TestHub.Cancel);
        }

        var handler = new VerifyReceiptHandler(_hub.Kinds, _hub.Prepare, rulesets ?? TestHub.Rulesets, TestHub.Vocabularies);
        return await handler.HandleAsync(new VerifyReceiptCommand(jws, keys ?? [.. await _hub.Signer.KeysAsync(TestHub.Cancel)], body is null ? null : path, [.. paths]), TestHub.Cancel);
    }

    async Task<string> JwsAsync(Submission submission, int round = 0) => Encoding.ASCII.GetString((await _hub.BlobAsync(SubmissionKeys.ReceiptBlob(submission.Id, round)))!);

    static (bool Ok, Confirmation File, Confirmation Verdict) Of(Result<VerifyReceiptResult> result)
    {
        Assert.Null(result.Problem);
        return (result.Value.Ok, result.Value.File, result.Value.Verdict);
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("all-or-nothing")]
    [InlineData("check")]
    public async Task Verify_FileAsReceived_ConfirmsFileAndVerdict(string mode)
    {
        string body = Files.Of(Files.Row("A"), Files.Row("B", hours: "x"), Files.Row("C", partOf: "B"), Files.Row("D", body: "AL-OUTRA"), Files.Row("A"));
        Submission done = await _hub.SubmitAsync(body, mode);
        Result<VerifyReceiptResult> result = await VerifyAsync(await JwsAsync(done), body);
        Assert.Equal((true, Confirmation.Confirmed, Confirmation.Confirmed), Of(result));
        Assert.Empty(result.Value.NotRepeated);
        Assert.Equal(done.Totals, result.Value.Receipt.Totals);
    }

    [Fact]
    public async Task Verify_AnotherFile_Differs()
    {
        string body = Files.Of(Files.Row("A"));
        string jws = await JwsAsync(await _hub.SubmitAsync(body));
        Assert.Equal((false, Confirmation.Differs, Confirmation.NotRepeated), Of(await VerifyAsync(jws, body.Replace("25", "26", StringComparison.Ordinal))));
        Assert.Equal((true, Confirmation.NotRepeated, Confirmation.NotRepeated), Of(await VerifyAsync(jws, null)));
    }

    [Fact]
    public async Task Verify_RegisterFindingsTookPart_SaysSo()
    {
        string body = Files.Of(Files.Row("A", partOf: "NOWHERE"));
        Result<VerifyReceiptResult> result = await VerifyAsync(await JwsAsync(await _hub.SubmitAsync(body)), body);
        Assert.Equal((true, Confirmation.Confirmed, Confirmation.NotRepeated), Of(result));
        Assert.Contains("rest on the register", Assert.Single(result.Value.NotRepeated), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_RulesetNotAtHand_NamesIt()
    {
        string body = Files.Of(Files.Row("A"));
        Submission done = await _hub.SubmitAsync(body);
        Rulesets others = Rulesets.Of([.. TestHub.Rulesets.All.Where(r => !done.Rulesets!.Contains(r.Version))]);
        Result<VerifyReceiptResult> result = await VerifyAsync(await JwsAsync(done), body, others);
        Assert.Equal((true, Confirmation.Confirmed, Confirmation.NotRepeated), Of(result));
        Assert.Contains(done.Rulesets![0], Assert.Single(result.Value.NotRepeated), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_LaterRound_ConfirmsTheFileAndSaysWhatIsMissing()
    {
        string body = Files.Of(Files.Row("A", hours: "x"));
        Submission first = await _hub.SubmitAsync(body);
        Submission second = await _hub.CorrectAsync(first, await _hub.RepairedAsync(first, ",x,", ",25,"));
        Result<VerifyReceiptResult> result = await VerifyAsync(await JwsAsync(second, 1), body);
        Assert.Equal((true, Confirmation.Confirmed, Confirmation.NotRepeated), Of(result));
        Assert.Contains("round 1", Assert.Single(result.Value.NotRepeated), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("merge", false)]
    [InlineData("merge", true)]
    [InlineData("all-or-nothing", false)]
    public async Task Verify_CorrectedRounds_AreJudgedAgain(string mode, bool json)
    {
        string csv = Files.Of(Files.Row("A"), Files.Row("B", hours: "x"), Files.Row("C", partOf: "B"), Files.Row("D", hours: "y"), Files.Row("E"), Files.Row("F"), Files.Row("D2"), Files.Row("A"));
        string body = json ? Files.AsJson(csv) : csv;
        Submission first = await _hub.SubmitAsync(body, mode);
        string one = (await _hub.ErrorsAsync(first)).Replace(json ? "\"x\"" : ",x,", json ? "\"25\"" : ",25,", StringComparison.Ordinal);
        Submission second = await _hub.CorrectAsync(first, one);
        string two = (await _hub.ErrorsAsync(second)).Replace(json ? "\"y\"" : ",y,", json ? "\"30\"" : ",30,", StringComparison.Ordinal);
        Submission third = await _hub.CorrectAsync(second, two);
        Assert.Equal((0L, 2), (third.Totals!.Rejected, third.Round));

        string jws1 = await JwsAsync(third, 1), jws2 = await JwsAsync(third, 2);
        Result<VerifyReceiptResult> result = await VerifyAsync(jws1, body, null, null, one);
        Assert.Equal((true, Confirmation.Confirmed, Confirmation.Confirmed), Of(result));
        Assert.Empty(result.Value.NotRepeated);
        Assert.Equal((true, Confirmation.Confirmed, Confirmation.Confirmed), Of(await VerifyAsync(jws2, body, null, null, one, two)));

        // The last correction is not the one of this receipt; an earlier one is left out.
        Assert.Equal((false, Confirmation.Differs, Confirmation.NotRepeated), Of(await VerifyAsync(jws1, body, null, null, two)));
        Result<VerifyReceiptResult> part = await VerifyAsync(jws2, body, null, null, two);
        Assert.Equal((true, Confirmation.Confirmed, Confirmation.NotRepeated), Of(part));
        Assert.Contains("1 corrections given", Assert.Single(part.Value.NotRepeated), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_RoundOfARegistrarsDecision_SaysThatNoFileTellsIt()
    {
        string body = Rounds.CreditHeader + Rounds.Held("A");
        OrganisationId college = Rounds.College;
        await _hub.RegisterAsync(college.Value, "AL");
        Submission held = await _hub.SubmitAsync(body, caller: TestHub.CallerOf(college));
        Assert.Null((await _hub.DecideAsync(Assert.Single(await _hub.OpenHoldsAsync()).Id, release: true)).Problem);
        await _hub.PumpAsync();
        Result<VerifyReceiptResult> result = await VerifyAsync(await JwsAsync(held, 1), body, null, null, "hub_row,localId\n2,A\n");
        Assert.Equal((true, Confirmation.Confirmed, Confirmation.NotRepeated), Of(result));
        Assert.Contains("1 held rows", Assert.Single(result.Value.NotRepeated), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WhatTheHubWouldNotHaveSaid_Differs()
    {
        string body = Files.Of(Files.Row("A"));
        Submission done = await _hub.SubmitAsync(body);
        Receipt receipt = (await _hub.ReceiptsAsync(done))[0] with { VerdictSha256 = new string('0', 64) };
        string jws = await Jws.SignAsync(_hub.Signer, Receipt.MediaTypeName, JsonSerializer.SerializeToUtf8Bytes(receipt, HubJson.Options), TestHub.Cancel);
        Assert.Equal((false, Confirmation.Confirmed, Confirmation.Differs), Of(await VerifyAsync(jws, body)));
    }

    [Fact]
    public async Task Verify_OtherVersionOfTheHub_IsNamedWhenTheVerdictDiffers()
    {
        string body = Files.Of(Files.Row("A"));
        Receipt receipt = (await _hub.ReceiptsAsync(await _hub.SubmitAsync(body)))[0] with { VerdictSha256 = new string('0', 64), CodeVersion = "0.0.1" };
        string jws = await Jws.SignAsync(_hub.Signer, Receipt.MediaTypeName, JsonSerializer.SerializeToUtf8Bytes(receipt, HubJson.Options), TestHub.Cancel);
        Result<VerifyReceiptResult> result = await VerifyAsync(jws, body);
        Assert.Equal((true, Confirmation.Confirmed, Confirmation.NotRepeated), Of(result));
        Assert.Contains("0.0.1", Assert.Single(result.Value.NotRepeated), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ForgedOrForeignOrNoReceipt_IsRefused()
    {
        string jws = await JwsAsync(await _hub.SubmitAsync(Files.Of(Files.Row("A"))));
        string[] parts = jws.Split('.');
        Assert.Equal("signature.invalid", (await VerifyAsync($"{parts[0]}.{parts[1][..^2]}AA.{parts[2]}", null)).Problem?.Code);
        Assert.Equal("signature.unknown-key", (await VerifyAsync(jws, null, keys: [])).Problem?.Code);
        Assert.Equal("signature.malformed", (await VerifyAsync("nonsense", null)).Problem?.Code);
        string other = await Jws.SignAsync(_hub.Signer, "x", "[1]"u8.ToArray(), TestHub.Cancel);
        Assert.Equal("receipt.malformed", (await VerifyAsync(other, null)).Problem?.Code);
    }
}
