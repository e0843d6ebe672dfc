using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hub.Client;

/// <summary>A question about a case, or about a request that nobody has made.</summary>
public sealed record HubWhatIf
{
    /// <summary>Id of a case you are a party of; then nothing else is given but <see cref="Planned"/>, <see cref="AsOf"/> and <see cref="Ruleset"/>.</summary>
    public string? Case { get; init; }

    /// <summary>Reference of a learner of whom you have sent something; null: somebody who has nothing but what is planned.</summary>
    public string? Learner { get; init; }

    /// <summary>Route of the rules of the institution's country, such as unit-equivalence.</summary>
    public string? Route { get; init; }

    /// <summary>Public id of the entry the achievements would count towards.</summary>
    public string? Target { get; init; }

    /// <summary>Public ids of achievements of the learner, 99 at most; null: those you have sent.</summary>
    public IReadOnlyList<string>? Achievements { get; init; }

    /// <summary>Public ids of entries as if they had been achieved, 20 at most.</summary>
    public IReadOnlyList<string>? Planned { get; init; }

    /// <summary>Who would decide; null: whoever awards the target.</summary>
    public string? Institution { get; init; }

    /// <summary>Day that counts and whose law does; null: today, and of a case the law it was entered under.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>SHA-256 of a ruleset, or country/effective-date: its law instead.</summary>
    public string? Ruleset { get; init; }
}

/// <summary>Recognition of what learners have achieved.</summary>
public sealed class HubRecognitions
{
    readonly HubConnection _hub;

    internal HubRecognitions(HubConnection hub) => _hub = hub;

    /// <summary>Asks for recognition; many requests at once go in a file of kind recognitions.</summary>
    /// <param name="idempotencyKey">1 to 255 characters that name this request: the same call with the same key gives the same case. Null: one is made up, for the tries of this call.</param>
    public Task<HubCase> RequestAsync(HubRecognitionRequest request, string? idempotencyKey = null, CancellationToken cancel = default)
    {
        idempotencyKey ??= Guid.NewGuid().ToString("N");
        return _hub.ReadAsync<HubCase>(HubRoute.RequestRecognition, HubRoute.RequestRecognition.At(null), cancel, r =>
        {
            r.Headers.Add("Idempotency-Key", idempotencyKey);
            r.Content = JsonContent.Create(request, options: HubConnection.Json);
        });
    }

    /// <summary>Cases you asked for.</summary>
    /// <param name="stage">Only those at this stage; null: all.</param>
    public async IAsyncEnumerable<HubCaseItem> ListAsync(string? stage = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        string? after = null;
        do
        {
            HubPage<HubCaseItem> page = await _hub.ReadAsync<HubPage<HubCaseItem>>(HubRoute.ListRecognitions, HubRoute.ListRecognitions.At(null, ("state", stage), ("after", after)), cancel);
            foreach (HubCaseItem item in page.Items) yield return item;
            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>The case that a request of a file became; null: there is none.</summary>
    /// <param name="localId">Your own key of the request.</param>
    public async Task<HubCaseItem?> FindAsync(string localId, CancellationToken cancel = default) =>
        (await _hub.ReadAsync<HubPage<HubCaseItem>>(HubRoute.ListRecognitions, HubRoute.ListRecognitions.At(null, ("localId", localId)), cancel)).Items.SingleOrDefault();

    /// <summary>The reading is noted in the hub's audit log.</summary>
    public Task<HubCase> ReadAsync(string id, CancellationToken cancel = default) => _hub.ReadAsync<HubCase>(HubRoute.ReadRecognition, HubRoute.ReadRecognition.At(id), cancel);

    /// <summary>Brings a document. After an answer that was lost, look at the case before you send it again.</summary>
    /// <param name="document">8 MiB at most.</param>
    /// <param name="isComplete">Whether nothing is owed any more: then the clock goes on.</param>
    public Task<HubCase> AddEvidenceAsync(string id, ReadOnlyMemory<byte> document, string mediaType, string? fileName = null, bool isComplete = true, CancellationToken cancel = default) =>
        _hub.ReadAsync<HubCase>(HubRoute.AddEvidence, HubRoute.AddEvidence.At(id, ("name", fileName), ("complete", isComplete ? "true" : "false")), cancel,
            r => r.Content = new ReadOnlyMemoryContent(document) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } }, repeatable: false);

    /// <summary>Presents achievements in addition.</summary>
    public Task<HubCase> SupplyAsync(string id, IReadOnlyList<string> achievements, CancellationToken cancel = default) => SayAsync(HubRoute.SupplementRecognition, id, new { achievements }, cancel);

    /// <summary>What the applicant says before a decision against the request.</summary>
    public Task<HubCase> AnswerHearingAsync(string id, string text, CancellationToken cancel = default) => SayAsync(HubRoute.AnswerHearing, id, new { text }, cancel);

    /// <summary>Appeals, within the term that the decision names.</summary>
    public Task<HubCase> AppealAsync(string id, string text, CancellationToken cancel = default) => SayAsync(HubRoute.AppealDecision, id, new { text }, cancel);

    /// <summary>At any time before a decision stands; again is harmless.</summary>
    public Task<HubCase> WithdrawAsync(string id, CancellationToken cancel = default) => _hub.ReadAsync<HubCase>(HubRoute.WithdrawRecognition, HubRoute.WithdrawRecognition.At(id), cancel);

    /// <summary>The decision document of a case that was decided and told.</summary>
    public Task<JsonElement> ReadDecisionAsync(string id, CancellationToken cancel = default) =>
        _hub.ReadAsync<JsonElement>(HubRoute.ReadDecision, HubRoute.ReadDecision.At(id), cancel, r => r.Headers.Accept.ParseAdd("application/json"));

    Task<HubCase> SayAsync(HubRoute route, string id, object what, CancellationToken cancel) =>
        _hub.ReadAsync<HubCase>(route, route.At(id), cancel, r => r.Content = JsonContent.Create(what, options: HubConnection.Json), repeatable: false);

    /// <summary>What recognition would come to: parts, aspects, proposal, caps and the rules it rests on. Nothing is stored but that the achievements of a learner were read.</summary>
    public Task<JsonElement> AskWhatIfAsync(HubWhatIf question, CancellationToken cancel = default) =>
        _hub.ReadAsync<JsonElement>(HubRoute.AskWhatIf, HubRoute.AskWhatIf.At(null), cancel, request => request.Content = JsonContent.Create(question, options: HubConnection.Json));
}
