using System.Text;
using Hub.Catalogue;
using Hub.Formats;
using Hub.Learners;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Pipeline.Tests.Support;
using Hub.Records;
using Hub.Submissions;

namespace Hub.Pipeline.Tests.Learners;

/// <summary>The credit record of stored achievements, and links to it.</summary>
public sealed class CreditRecordTests
{
    const string Catalogue = """
        localId,kind,title@pt,learningOutcomes@pt,creditSystem,creditPoints,workloadHours,hoursKind,relativeWeight,partOf,eqfLevel
        Q,qualification,Soldador,Solda,,,,,,,4
        U1,unit,Soldar,Solda chapa,,,50,notional,60,Q,4
        U2,unit,Cortar,Corta,,,50,notional,40,Q,4

        """;

    const string Header = "localId,learnerScheme,learnerId,learnerFamilyName,title@pt,entryId,awardedOn,creditSystem,creditPoints,grade,kind,status,partOf\n";

    static string Row(string localId, string learner, string entry = "", string points = "", string grade = "", string status = "", string partOf = "") =>
        $"{localId},NIF,{Achieved.Mark}-{learner},{Achieved.Mark} Silva,Dados,{entry},2025-06-01,{(points.Length > 0 ? "ECTS" : "")},{points},{grade},{(entry.Length > 0 ? "" : "module")},{status},{partOf}\n";

    static async Task<(TestHub Hub, LearnerReference Learner)> OpenAsync(TemporaryFolder folder, params string[] rows)
    {
        TestHub hub = await TestHub.OpenWithSchoolAsync(folder);
        Submission entries = await hub.SubmitAsync(Catalogue);
        Assert.Equal(0, entries.Totals!.Rejected);
        Submission achieved = await hub.SubmitAsync(Header + string.Concat(rows), kind: "achievements");
        Assert.Equal((rows.Length, 0), (achieved.Totals!.Accepted, achieved.Totals.Rejected));
        await hub.Sequencer.DrainAsync(CatalogueKind.TableName, TestHub.Cancel);
        await hub.Links.FollowAsync(TestHub.Cancel);
        return (hub, await hub.LearnerOfAsync("A-1"));
    }

    static async Task<CreditRecordDocument> ReadAsync(TestHub hub, LearnerReference learner, ReadCreditRecordQuery query) => (await hub.CreditRecords.HandleAsync(TestHub.CallerOf(TestHub.School), learner, query, TestHub.Cancel)).Value;

    [Fact]
    public async Task Record_OfALearner_CountsWhatIsStored()
    {
        using var folder = new TemporaryFolder();
        (TestHub hub, LearnerReference learner) = await OpenAsync(folder, Row("A-1", "1", "U1"), Row("A-2", "1", points: "6"), Row("A-3", "1", points: "2", partOf: "A-2"), Row("A-4", "1", points: "9", status: "revoked"), Row("B-1", "2", points: "30"));
        using (hub)
        {
            CreditRecordDocument document = await ReadAsync(hub, learner, new ReadCreditRecordQuery(Towards: $"{TestHub.School}~Q", WithGuidance: true));
            Assert.Equal(4, document.Record.Items.Count);
            Assert.Equal(("ECTS", 6m), (document.Record.Credits[0].System, document.Record.Credits[0].Credits!.Value));
            Assert.Equal((60m, 1), (document.Progress!.DoneShare!.Value, document.Progress.Missing.Count));
            Assert.Equal($"{TestHub.School}~U2", Assert.Single(document.Guidance!.Suggestions).EntryId);
            Assert.Equal($"{Achieved.Mark} Silva", document.Learner!.FamilyName);
            Assert.Equal("Soldar", document.Entries[$"{TestHub.School}~U1"]["pt"]);
            foreach (ICreditRecordForm form in CreditRecordForms.All)
            {
                using var file = new MemoryStream();
                await form.WriteAsync(document, file, TestHub.Cancel);
                Assert.Contains("A-2", Encoding.UTF8.GetString(file.ToArray()), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Record_ForOthers_IsNotThere()
    {
        using var folder = new TemporaryFolder();
        (TestHub hub, LearnerReference learner) = await OpenAsync(folder, Row("A-1", "1", points: "6"));
        using (hub)
        {
            Assert.Equal("learner.not-found", (await hub.CreditRecords.HandleAsync(TestHub.CallerOf(OrganisationId.Parse("PT-OUTRA")), learner, new ReadCreditRecordQuery(), TestHub.Cancel)).Problem!.Code);
            Assert.Equal("record.award-unknown", (await hub.CreditRecords.HandleAsync(TestHub.CallerOf(TestHub.School), learner, new ReadCreditRecordQuery(Towards: $"{TestHub.School}~NONE"), TestHub.Cancel)).Problem!.Code);
        }
    }

    static ShareRecordCommand Command(TestHub hub, IReadOnlyList<SharedPart>? parts = null, params string[] ids) =>
        new([.. ids.Select(Achieved.Id)], parts ?? [], hub.Clock.GetUtcNow().AddDays(7));

    static async Task<(RecordShare Share, string Token)> ShareAsync(TestHub hub, LearnerReference learner, ShareRecordCommand command) => (await hub.Shares.HandleAsync(TestHub.CallerOf(TestHub.School), learner, command, TestHub.Cancel)).Value;

    [Fact]
    public async Task Link_Always_ShowsWhatWasChosenAlone()
    {
        using var folder = new TemporaryFolder();
        (TestHub hub, LearnerReference learner) = await OpenAsync(folder, Row("A-1", "1", points: "6", grade: $"{Achieved.Mark} 17"), Row("A-2", "1", points: "2", partOf: "A-3"), Row("A-3", "1", points: "5"));
        using (hub)
        {
            (_, string token) = await ShareAsync(hub, learner, Command(hub, null, "A-1", "A-2"));
            CreditRecordDocument shown = (await hub.OpenShare.HandleAsync(token, TestHub.Cancel)).Value;
            Assert.Equal([Achieved.Id("A-1"), Achieved.Id("A-2")], shown.Record.Items.Select(i => i.Id).Order(StringComparer.Ordinal));
            Assert.Equal((0, null), (shown.Record.Credits.Count, shown.Learner));
            string text = System.Text.Json.JsonSerializer.Serialize(shown, HubJson.Options);
            Assert.DoesNotContain(Achieved.Mark, text, StringComparison.Ordinal);
            Assert.DoesNotContain("A-3", text, StringComparison.Ordinal);
            Assert.DoesNotContain(learner.Value, text + token, StringComparison.Ordinal);

            (_, string more) = await ShareAsync(hub, learner, Command(hub, [SharedPart.Grades, SharedPart.Credits, SharedPart.Person], "A-1"));
            CreditRecordDocument all = (await hub.OpenShare.HandleAsync(more, TestHub.Cancel)).Value;
            Assert.Equal(($"{Achieved.Mark} 17", 6m, 0), (all.Record.Items[0].Achievement!.Grade, all.Record.Credits[0].Credits, all.Learner!.Identifiers.Count));
        }
    }

    [Fact]
    public async Task Link_WhenItEnds_DoesNotWork()
    {
        using var folder = new TemporaryFolder();
        (TestHub hub, LearnerReference learner) = await OpenAsync(folder, Row("A-1", "1", points: "6"));
        using (hub)
        {
            (RecordShare share, string token) = await ShareAsync(hub, learner, Command(hub, null, "A-1"));
            (_, string other) = await ShareAsync(hub, learner, Command(hub, null, "A-1"));
            Assert.Null((await hub.OpenShare.HandleAsync(token, TestHub.Cancel)).Problem);
            Assert.Null(await hub.Shares.WithdrawAsync(TestHub.CallerOf(TestHub.School), learner, share.Id, TestHub.Cancel));
            Assert.Null(await hub.Shares.WithdrawAsync(TestHub.CallerOf(TestHub.School), learner, share.Id, TestHub.Cancel));
            Assert.Equal("share.not-found", await hub.Shares.WithdrawAsync(TestHub.CallerOf(TestHub.School), learner, "0123456789abcdef", TestHub.Cancel) is { } p ? p.Code : null);
            Assert.Equal("share.not-found", (await hub.OpenShare.HandleAsync(token, TestHub.Cancel)).Problem!.Code);
            Assert.Equal("share.not-found", (await hub.OpenShare.HandleAsync(share.Id, TestHub.Cancel)).Problem!.Code);
            (IReadOnlyList<RecordShare> shares, IReadOnlyList<ShareOpening> openings) = (await hub.Shares.ListAsync(TestHub.CallerOf(TestHub.School), learner, TestHub.Cancel)).Value;
            Assert.Equal((2, share.Id), (shares.Count, Assert.Single(openings).Share));

            hub.Clock.Advance(TimeSpan.FromDays(7));
            Assert.Equal("share.not-found", (await hub.OpenShare.HandleAsync(other, TestHub.Cancel)).Problem!.Code);
        }
    }

    [Fact]
    public async Task Link_ThatAsksForTooMuch_IsRefused()
    {
        using var folder = new TemporaryFolder();
        (TestHub hub, LearnerReference learner) = await OpenAsync(folder, Row("A-1", "1", points: "6"), Row("B-1", "2", points: "3"));
        using (hub)
        {
            async Task<string?> CodeAsync(ShareRecordCommand command) => (await hub.Shares.HandleAsync(TestHub.CallerOf(TestHub.School), learner, command, TestHub.Cancel)).Problem?.Code;
            Assert.Equal("share.nothing-chosen", await CodeAsync(Command(hub)));
            Assert.Equal("share.achievement-unknown", await CodeAsync(Command(hub, null, "B-1")));
            Assert.Equal("share.expiry-invalid", await CodeAsync(Command(hub, null, "A-1") with { ExpiresAt = null }));
            Assert.Equal("share.expiry-invalid", await CodeAsync(Command(hub, null, "A-1") with { ExpiresAt = hub.Clock.GetUtcNow() }));
            Assert.Equal("share.expiry-invalid", await CodeAsync(Command(hub, null, "A-1") with { ExpiresAt = hub.Clock.GetUtcNow().AddYears(2) }));
            for (int i = 0; i < RecordShares.MaxOpen; i++) Assert.Null(await CodeAsync(Command(hub, null, "A-1")));
            Assert.Equal("share.too-many-links", await CodeAsync(Command(hub, null, "A-1")));
        }
    }

    [Fact]
    public async Task Erasure_OfTheLearner_TakesLinksToo()
    {
        using var folder = new TemporaryFolder();
        (TestHub hub, LearnerReference learner) = await OpenAsync(folder, Row("A-1", "1", points: "6"));
        using (hub)
        {
            (_, string token) = await ShareAsync(hub, learner, Command(hub, null, "A-1"));
            await hub.OpenShare.HandleAsync(token, TestHub.Cancel);
            Assert.Null((await hub.Erase.HandleAsync(TestHub.Registrar, learner, TestHub.Cancel)).Problem);
            Assert.Equal("share.not-found", (await hub.OpenShare.HandleAsync(token, TestHub.Cancel)).Problem!.Code);
            Assert.DoesNotContain(await hub.RowsAsync(RecordShares.Table, RecordKeys.PartitionOf(learner.Value)), r => r.Row.StartsWith(learner.Value, StringComparison.Ordinal));
        }
    }
}
