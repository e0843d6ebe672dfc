using Hub.Client;

namespace Hub.Http.Tests.Scenarios;

/// <summary>Recognition through the client for other systems.</summary>
public sealed class ClientRecognitionTests(HubUnderTest hub)
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    HubClient Open(Provider provider) => new(hub.Address, provider.Secret);

    static async Task<HubCase> UntilAsync(HubClient client, string id, string stage)
    {
        HubCase? now = null;
        for (int look = 0; look < 300; look++)
        {
            now = await client.Recognitions.ReadAsync(id, Cancel);
            if (now.Stage == stage) return now;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException($"The case is not at {stage}: {now}");
    }

    [Fact]
    public async Task Request_BeyondDoubt_IsACaseWithItsDecision()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: true);
        using HubClient school = Open(scene.School);
        var request = new HubRecognitionRequest(scene.Learner, "unit-equivalence", scene.Target) { Achievements = [$"{scene.School.Id}~A"] };
        HubCase entered = await school.Recognitions.RequestAsync(request, "spring-1", Cancel);
        Assert.Equal(entered.Id, (await school.Recognitions.RequestAsync(request, "spring-1", Cancel)).Id);
        HubCase done = await UntilAsync(school, entered.Id, "final");
        Assert.Equal(("granted", "full", true, scene.Institution.Id), (done.End, done.Outcome, done.ByMachine, done.Institution));
        Assert.Equal("full", (await school.Recognitions.ReadDecisionAsync(done.Id, Cancel)).GetProperty("outcome").GetString());
        Assert.Equal([done.Id], (await school.Recognitions.ListAsync("final", Cancel).ToListAsync(Cancel)).Select(c => c.Id));
        Assert.Empty(await school.Recognitions.ListAsync("review", Cancel).ToListAsync(Cancel));
        Assert.Null(await school.Recognitions.FindAsync("R-1", Cancel));
        Assert.Equal("case.not-found", (await Assert.ThrowsAsync<HubException>(() => Open(scene.Institution).Recognitions.ReadAsync($"{scene.Institution.Id}~2026~none", Cancel))).Code);
    }

    [Fact]
    public async Task Request_WithoutEvidence_TakesWhatIsBroughtAndCanBeWithdrawn()
    {
        RecognitionScene scene = await RecognitionScene.MakeAsync(hub, isAccredited: false);
        using HubClient school = Open(scene.School);
        HubCase owing = await school.Recognitions.RequestAsync(new HubRecognitionRequest(scene.Learner, "unit-equivalence", scene.Target), cancel: Cancel);
        owing = await UntilAsync(school, owing.Id, "completeness");
        Assert.NotEmpty(owing.Owed);
        HubCase brought = await school.Recognitions.AddEvidenceAsync(owing.Id, "portfolio"u8.ToArray(), "text/plain", "portfolio.txt", isComplete: false, Cancel);
        Assert.Single(brought.Evidence);
        await school.Recognitions.SupplyAsync(owing.Id, [$"{scene.School.Id}~A"], Cancel);
        HubCase review = await UntilAsync(school, owing.Id, "review");
        Assert.Equal("case.wrong-stage", (await Assert.ThrowsAsync<HubException>(() => school.Recognitions.AppealAsync(review.Id, "Too early.", Cancel))).Code);
        await school.Recognitions.WithdrawAsync(review.Id, Cancel);
        Assert.Equal("withdrawn", (await UntilAsync(school, review.Id, "final")).End);
    }

    [Fact]
    public async Task Equivalence_Declared_IsListedUntilItIsWithdrawn()
    {
        UnitScene scene = await UnitScene.SetAsync(hub);
        using HubClient institution = Open(scene.Institution);
        string id = $"{scene.Institution.Id}~C";
        object declared = new { source = scene.Own, target = scene.Target, extent = "whole", direction = "one-way", basis = "Protocol of the two schools", validFrom = "2020-01-01" };
        string etag = await institution.Equivalences.PutAsync(id, declared, "*", Cancel);
        Assert.Equal([id], (await institution.Equivalences.ListAsync(target: scene.Target, on: new DateOnly(2026, 1, 1), cancel: Cancel).ToListAsync(Cancel)).Select(e => e.GetProperty("id").GetString()));
        await institution.Equivalences.WithdrawAsync(id, etag, Cancel);
        Assert.Empty(await institution.Equivalences.ListAsync(scene.Own, cancel: Cancel).ToListAsync(Cancel));
    }
}
