using System.Text.Json;
using Hub.Feed;
using Hub.Organisations;
using Hub.Organisations.Accreditations;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Submissions;

/// <summary>Accreditations on their way into the register, and entries that are judged by it.</summary>
public sealed class AccreditationTests : IAsyncLifetime
{
    const string Header = "localId,organisation,agency,type,decision,fields,eqfLevels,validFrom,validUntil,status\n";

    readonly TemporaryFolder _folder = new();
    TestHub _hub = null!;

    static Caller Agency { get; } = TestHub.CallerOf(OrganisationId.Parse("EE-HAKA"));

    static Caller School { get; } = TestHub.CallerOf(OrganisationId.Parse("EE-KOOL"));

    public async ValueTask InitializeAsync()
    {
        _hub = TestHub.Open(_folder, limits: TestHub.SmallChunks);
        await AccreditationScene.PrepareAsync(_hub);
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    Task<Submission> SendAsync(string rows, Caller? caller = null, string mode = "merge") => _hub.SubmitAsync(Header + rows, mode, AccreditationKind.KindName, caller ?? Agency);

    async Task<string> FindingsAsync(Submission submission) => string.Join(' ', (await _hub.FindingsAsync(submission)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).Select(f => $"{f.GetProperty("row")}:{f.GetProperty("code")}"));

    [Fact]
    public async Task Submit_ByTheAgency_IsInRegisterFeedAndIndex()
    {
        Submission done = await SendAsync("R-1,EE-KOOL,,study-programme-group,positive,061,,2025-01-01,,\nR-2,DEQAR:DEQARINST0001,,institutional,1,,,2025-01-01,2030-01-01,\n");
        Assert.Equal("", await FindingsAsync(done));
        Assert.Equal((2, 0), (done.Totals!.Accepted, done.Totals.Rejected));
        Assert.Equal(["EE-HAKA~R-1", "EE-HAKA~R-2"], (await _hub.RecordsAsync(AccreditationKind.TableName)).Keys);
        Assert.Equal(["EE-HAKA~R-1", "EE-HAKA~R-2"], (await _hub.ChangesAsync()).Where(c => c.Table == "accreditations").Select(c => c.Id).Order());

        OrganisationStanding standing = (await _hub.Organisations.Standings.FindAsync("EE-KOOL", TestHub.Cancel))!;
        Assert.Equal(["EE-HAKA~R-1", "EE-HAKA~R-2"], standing.Accreditations.Select(a => a.Id).Order());
        Assert.All(standing.Accreditations, a => Assert.Equal(("EE-KOOL", "EE-HAKA"), (a.Organisation, a.Agency)));
        Assert.Equal(2, (await _hub.Organisations.Standings.FindAsync("EE-KOOL-OSAKOND", TestHub.Cancel))!.OfParents.Count);
        Assert.Null(await _hub.Organisations.Standings.FindAsync("EE-NONE", TestHub.Cancel));
    }

    [Fact]
    public async Task Submit_BySomebodyElse_IsRejectedRowByRow()
    {
        Submission own = await SendAsync("R-1,EE-KOOL,,institutional,positive,,,2025-01-01,,\n", School);
        Assert.Equal("2:accreditation.own-agency 2:accreditation.not-an-agency", await FindingsAsync(own));
        Submission others = await SendAsync("R-1,EE-KOOL,EE-HAKA,institutional,positive,,,2025-01-01,,\n", School);
        Assert.Equal("2:accreditation.sender-not-entitled", await FindingsAsync(others));
        Submission byRegistrar = await SendAsync("R-1,EE-KOOL,EE-HAKA,institutional,positive,,,2025-01-01,,\n", TestHub.Registrar);
        Assert.Equal("", await FindingsAsync(byRegistrar));
        Submission unknown = await SendAsync("R-1,EE-NONE,,institutional,positive,,,2025-01-01,,\nR-2,DEQAR:DEQARINST9999,,institutional,positive,,,2025-01-01,,\n");
        Assert.Equal("2:accreditation.organisation-unknown 3:accreditation.organisation-unknown", await FindingsAsync(unknown));
        Assert.Single(await _hub.RecordsAsync(AccreditationKind.TableName));
    }

    [Fact]
    public async Task Identifier_OfTwoOrganisations_IsNobodys()
    {
        await AccreditationScene.RegisterAsync(_hub, "EE-TEINE", "provider", "vet", "DEQAR:DEQARINST0001");
        Assert.Equal("2:accreditation.organisation-unknown", await FindingsAsync(await SendAsync("R-1,DEQAR:DEQARINST0001,,institutional,positive,,,2025-01-01,,\n")));
        await AccreditationScene.RegisterAsync(_hub, "EE-TEINE", "provider", "vet", "DEQAR:DEQARINST0002");
        Assert.Equal("", await FindingsAsync(await SendAsync("R-1,DEQAR:DEQARINST0001,,institutional,positive,,,2025-01-01,,\n")));
    }

    [Fact]
    public async Task Receipt_OfAFileWithIdentifiers_CanBeJudgedAgain()
    {
        Submission done = await SendAsync("R-2,DEQAR:DEQARINST0001,,institutional,positive,,,2025-01-01,,\n");
        using JsonDocument receipt = JsonDocument.Parse(Jws.Verify(System.Text.Encoding.ASCII.GetString((await _hub.BlobAsync(SubmissionKeys.ReceiptBlob(done.Id)))!), [.. await _hub.Signer.KeysAsync(TestHub.Cancel)]).Value.Payload);
        Assert.Equal("EE-KOOL", receipt.RootElement.GetProperty("countries").GetProperty("DEQAR:DEQARINST0001").GetString());
        Assert.Equal(0, receipt.RootElement.GetProperty("registerFindings").GetInt64());
    }

    [Fact]
    public async Task Entries_OfACountryThatAsksForTheRight_AreRejectedUntilItIsThere()
    {
        Submission without = await _hub.SubmitAsync(AccreditationScene.Entries, caller: School);
        Assert.Contains("entry.group-right-missing", await _hub.FindingsAsync(without), StringComparison.Ordinal);
        Assert.Equal((0, 2), (without.Totals!.Accepted, without.Totals.Rejected));

        await SendAsync("R-1,EE-KOOL,,study-programme-group,positive,061,,2025-01-01,,\n");
        Submission with = await _hub.SubmitAsync(AccreditationScene.Entries, caller: School);
        Assert.Equal((1, 1), (with.Totals!.Accepted, with.Totals.Rejected));
        Assert.Contains("\"row\":3,\"column\":\"accreditation\",\"code\":\"entry.group-right-missing\"", await _hub.FindingsAsync(with), StringComparison.Ordinal);

        await SendAsync("R-1,EE-KOOL,,study-programme-group,positive,061,,2025-01-01,,suspended\n");
        Assert.Equal((0, 2), (await _hub.SubmitAsync(AccreditationScene.Entries, caller: School)).Totals is { } t ? (t.Accepted, t.Rejected) : default);
    }

    [Fact]
    public async Task Withdraw_AndReplace_TakeAwayWhatCovered()
    {
        await SendAsync("R-1,EE-KOOL,,study-programme-group,positive,061,,2025-01-01,,\nR-2,EE-KOOL,,institutional,positive,,,2025-01-01,,\n");
        Assert.Null((await _hub.Withdraw.HandleAsync(Agency, new Hub.Catalogue.WithdrawEntryCommand("EE-HAKA~R-1", null, AccreditationKind.KindName), TestHub.Cancel)).Problem);
        await _hub.PumpAsync();
        Assert.Equal(["EE-HAKA~R-2"], (await _hub.Organisations.Standings.FindAsync("EE-KOOL", TestHub.Cancel))!.Accreditations.Select(a => a.Id));
        Assert.Equal(FeedOperation.Delete, (await _hub.ChangesAsync())[^1].Operation);
        Assert.NotNull((await _hub.Withdraw.HandleAsync(School, new Hub.Catalogue.WithdrawEntryCommand("EE-HAKA~R-2", null, AccreditationKind.KindName), TestHub.Cancel)).Problem);
    }

    [Fact]
    public async Task Listing_ByOrganisationAgencyTypeAndDay_PagesToTheEnd()
    {
        await SendAsync(string.Concat(Enumerable.Range(0, 9).Select(i => $"R-{i},EE-KOOL,,{(i % 2 == 0 ? "institutional" : "short-programmes")},positive,,,2025-01-01,{(i < 3 ? "2025-12-31" : "")},\n")));
        await SendAsync("R-X,EE-KOOL-OSAKOND,EE-HAKA,institutional,positive,,,2025-01-01,,\n", TestHub.Registrar);
        Assert.Equal(10, (await ListAsync(new AccreditationFilter(null, null, null, null))).Count);
        Assert.Equal(9, (await ListAsync(new AccreditationFilter("EE-KOOL", null, null, null))).Count);
        Assert.Equal(10, (await ListAsync(new AccreditationFilter(null, "EE-HAKA", null, null))).Count);
        Assert.Equal(4, (await ListAsync(new AccreditationFilter("EE-KOOL", "EE-HAKA", "short-programmes", null))).Count);
        Assert.Equal(6, (await ListAsync(new AccreditationFilter("EE-KOOL", null, null, new DateOnly(2026, 1, 1)))).Count);
        Assert.Equal(7, (await ListAsync(new AccreditationFilter(null, null, null, new DateOnly(2026, 1, 1)))).Count);
        Assert.Equal("page.cursor-invalid", (await new AccreditationListing(_hub.Records, new RecordListing(_hub.Tables)).PageAsync(new AccreditationFilter("EE-KOOL", null, null, null), "?", 5, TestHub.Cancel)).Problem!.Code);
    }

    async Task<List<string>> ListAsync(AccreditationFilter filter)
    {
        var listing = new AccreditationListing(_hub.Records, new RecordListing(_hub.Tables));
        var ids = new List<string>();
        string? after = null;
        do
        {
            Page<ListedRecord> page = (await listing.PageAsync(filter, after, 2, TestHub.Cancel)).Value;
            ids.AddRange(page.Items.Select(i => i.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(ids.Distinct(), ids);
        return ids;
    }

    [Fact]
    public async Task Status_OnADayForFieldAndLevel_SaysByWhat()
    {
        await SendAsync("R-1,EE-KOOL,,institutional,positive,06,5|6,2025-01-01,2026-12-31,\nR-2,EE-KOOL,,programme,positive,,,2025-01-01,,\nR-3,EE-KOOL,,institutional,negative,,,2025-01-01,,\n");
        var status = new ReadQualityStatusHandler(_hub.Organisations, _hub.Records);
        async Task<string> Of(string organisation, string on, string? field = null, string? level = null)
        {
            QualityStatusResult result = (await status.HandleAsync(new ReadQualityStatusQuery(organisation, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture), field, level, null, null, null), TestHub.Cancel)).Value;
            return $"{result.Status}: {string.Join(' ', result.Accreditations.Select(a => $"{a.Scope.Id[8..]}[{string.Join(',', a.Limits)}]"))}";
        }

        Assert.Equal("Covered: R-1[] R-2[programme] R-3[decision]", await Of("EE-KOOL", "2026-01-01", "0613", "5"));
        Assert.Equal("ProgrammesOnly: R-1[field,level] R-2[programme] R-3[decision]", await Of("EE-KOOL", "2026-01-01", "0712", "7"));
        Assert.Equal("NotCovered: R-1[date] R-2[date,programme] R-3[date,decision]", await Of("EE-KOOL", "2024-01-01"));
        Assert.Equal("Covered: R-1[] R-3[decision]", await Of("EE-KOOL-OSAKOND", "2026-01-01", "0613"));
        Assert.Equal("organisation.not-found", (await status.HandleAsync(new ReadQualityStatusQuery("EE-NONE", default, null, null, null, null, null), TestHub.Cancel)).Problem!.Code);
    }

    [Fact]
    public async Task Check_WithData_AsksTheRegisterToo_AndOfflineItDoesNot()
    {
        string path = Path.Combine(_folder.Path, "entries.csv");
        await File.WriteAllTextAsync(path, AccreditationScene.Entries, TestHub.Cancel);
        async Task<(string, long)> CheckAsync(bool offline)
        {
            using var findings = new MemoryStream();
            var command = new CheckFileCommand(path, "catalogue", School.Organisation, "EE", DateOnly.FromDateTime(_hub.Clock.GetUtcNow().UtcDateTime), offline ? null : new RegisterLookup(_hub.Tables, "entries"), Organisations: offline ? null : _hub.Organisations);
            CheckFileResult result = (await _hub.Check.HandleAsync(command, findings, null, TestHub.Cancel)).Value;
            return (System.Text.Encoding.UTF8.GetString(findings.ToArray()), result.Totals.Rejected);
        }

        await SendAsync("R-1,EE-KOOL,,study-programme-group,positive,061,,2025-01-01,,\n");
        Submission server = await _hub.SubmitAsync(AccreditationScene.Entries, caller: School);
        Assert.Equal((await _hub.FindingsAsync(server), 1), await CheckAsync(offline: false));
        (string offline, long rejected) = await CheckAsync(offline: true);
        Assert.DoesNotContain("group-right", offline, StringComparison.Ordinal);
        Assert.Equal(0, rejected);
    }
}
