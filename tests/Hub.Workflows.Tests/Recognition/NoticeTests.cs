using Hub.Notifications;
using Hub.Ports;
using Hub.Recognition.Cases;
using Hub.Workflows.Contracts;
using Hub.Workflows.Tests.Engine;

namespace Hub.Workflows.Tests.Recognition;

/// <summary>Whoever is to be told is told, at least once and with the same id, whatever dies and whatever is away.</summary>
public sealed class NoticeTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    readonly CaseScene _scene = new(new ReplayEngines());
    readonly Mailbox _mailbox = new();

    DeliverNotice Deliver() => new(_scene.Tables, _scene.Notifier, new NoticeRecipients(_scene.Store, _scene.Texts, new Book()), _mailbox, new NoticeSender("Hub of tests", "https://hub.example/"));

    async Task<NoticeWork> GrantedAsync()
    {
        await _scene.Enter.HandleAsync(CaseScene.Command(), Cancel);
        await _scene.RunAsync();
        return _scene.Notifier.Messages.Select(m => m.Work).Distinct().Single(w => w.Row.EndsWith(":decided", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decided_TheProvider_GetsAFixedSentenceAndALink()
    {
        NoticeWork work = await GrantedAsync();

        await Deliver().HandleAsync(work, Cancel);

        Notification sent = Assert.Single(_mailbox.Sent);
        Assert.Equal(("school@example.pt", "pt", "Um pedido de reconhecimento foi decidido"), (sent.Address, sent.Language, sent.Subject));
        Assert.Contains("https://hub.example/v1/recognitions/PT-ANQEP~2026~k1/decision", sent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("learner", sent.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Delivered_Again_DoesNothing()
    {
        NoticeWork work = await GrantedAsync();
        await Deliver().HandleAsync(work, Cancel);

        await Deliver().HandleAsync(work, Cancel);

        Assert.Single(_mailbox.Sent);
    }

    [Fact]
    public async Task Delivered_WhenTheProcessDiesBeforeNotingIt_SendsTheSameIdAgain()
    {
        NoticeWork work = await GrantedAsync();
        ReadOnlyMemory<byte> body = (await _scene.Tables.FindAsync(work.Table, work.Partition, work.Row, Cancel))!.Body;
        await Deliver().HandleAsync(work, Cancel);
        await _scene.Tables.CommitAsync(work.Table, work.Partition, [RowChange.Insert(work.Row, body)], Cancel);      // as if its deletion had died

        await Deliver().HandleAsync(work, Cancel);

        Assert.Equal(2, _mailbox.Sent.Count);
        Assert.Single(_mailbox.Sent.Select(s => s.Id).Distinct());
    }

    [Fact]
    public async Task TryLater_ComesBackLongerEachTimeAndThenIsPoison()
    {
        NoticeWork work = await GrantedAsync();
        _mailbox.Answer = Delivery.TryLater;
        _scene.Notifier.Messages.Clear();

        for (int i = 0; i < 6; i++) await Deliver().HandleAsync(work, Cancel);

        TimeSpan[] delays = [.. _scene.Notifier.Messages.Select(m => m.Delay)];
        Assert.Equal(6, delays.Length);
        Assert.Equal(delays.Order(), delays);
        await Assert.ThrowsAsync<IOException>(() => Deliver().HandleAsync(work, Cancel));
        _mailbox.Answer = Delivery.Sent;
        await Deliver().HandleAsync(work, Cancel);        // the operator puts the message back
        Assert.Null(await _scene.Tables.FindAsync(work.Table, work.Partition, work.Row, Cancel));
    }

    [Theory]
    [InlineData(Delivery.Refused)]
    [InlineData(null)]
    public async Task Refused_OrWithoutAddress_IsNotTriedAgain(Delivery? answer)
    {
        NoticeWork work = await GrantedAsync();
        if (answer is { } refused) _mailbox.Answer = refused;
        var nobody = new DeliverNotice(_scene.Tables, _scene.Notifier, new NoticeRecipients(_scene.Store, _scene.Texts, answer is null ? new NoBook() : new Book()), _mailbox, new NoticeSender("Hub", null));

        await nobody.HandleAsync(work, Cancel);

        Assert.Null(await _scene.Tables.FindAsync(work.Table, work.Partition, work.Row, Cancel));
        Assert.Equal(answer is null ? 0 : 1, _mailbox.Sent.Count);
    }

    [Fact]
    public async Task Decided_TheApplicantWhoGaveAnAddress_IsToldInTheirLanguage()
    {
        await _scene.EnterDoubtfulAsync();
        await _scene.Store.ChangeAsync(CaseScene.Id(), (of, _) => of with { Contact = PlainTexts.Of(NoticeRecipients.PlaceOf(of.Id), "ana@example.lt"), Language = "lt" }, Cancel);
        await _scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel);
        await _scene.RunAsync();

        foreach (NoticeWork work in _scene.Notifier.Messages.Select(m => m.Work).Distinct()) await Deliver().HandleAsync(work, Cancel);

        Notification own = Assert.Single(_mailbox.Sent, s => s.Address == "ana@example.lt");
        Assert.Equal("Dėl prašymo pripažinti priimtas sprendimas", own.Subject);
        Assert.Equal(2, _mailbox.Sent.Count);
    }

    [Fact]
    public async Task Hearing_AndDelay_TellTheProviderAndTheApplicant()
    {
        await _scene.EnterDoubtfulAsync();
        await _scene.Store.ChangeAsync(CaseScene.Id(), (of, _) => of with { Contact = PlainTexts.Of(NoticeRecipients.PlaceOf(of.Id), "ana@example.lt"), Language = "lt" }, Cancel);
        Assert.Null((await _scene.Work.HearAsync(CaseScene.Id(), CaseScene.Ana, Cancel)).Problem);
        DateOnly expected = DateOnly.FromDateTime(_scene.Clock.GetUtcNow().UtcDateTime).AddDays(30);
        Assert.Null((await _scene.Work.TellDelayAsync(CaseScene.Id(), expected, new SealedText("why"), CaseScene.Ana, Cancel)).Problem);

        foreach (NoticeWork work in _scene.Notifier.Messages.Select(m => m.Work).Distinct()) await Deliver().HandleAsync(work, Cancel);

        Assert.Equal(
            [
                ("ana@example.lt", "Pareiškėjas išklausomas prieš sprendimą dėl pripažinimo"), ("ana@example.lt", "Sprendimas dėl prašymo pripažinti vėluoja"),
                ("school@example.pt", "A decisão sobre um pedido de reconhecimento está atrasada"), ("school@example.pt", "Audiência prévia num pedido de reconhecimento"),
            ],
            _mailbox.Sent.Select(s => (s.Address, s.Subject)).Order());
        Assert.All(_mailbox.Sent, s => Assert.DoesNotContain("why", s.Text.Replace("Why", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delay_ToldTwice_IsTwoNoticesAndTheLastDayStands()
    {
        await _scene.EnterDoubtfulAsync();
        DateOnly today = DateOnly.FromDateTime(_scene.Clock.GetUtcNow().UtcDateTime);
        foreach (int days in (int[])[10, 40]) Assert.Null((await _scene.Work.TellDelayAsync(CaseScene.Id(), today.AddDays(days), new SealedText("why"), CaseScene.Ana, Cancel)).Problem);

        Assert.Equal(2, _scene.Notifier.Told.Count(n => n.Kind == "case-delayed"));
        RecognitionCase told = await _scene.GetAsync();
        Assert.Equal(today.AddDays(40), told.ExpectedOn);
        Assert.True(told.HasFact($"delay-told:{today.AddDays(10):yyyy-MM-dd}"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(800)]
    public async Task Delay_DayOutOfRange_IsRefusedAndTellsNobody(int days)
    {
        await _scene.EnterDoubtfulAsync();
        DateOnly expected = DateOnly.FromDateTime(_scene.Clock.GetUtcNow().UtcDateTime).AddDays(days);
        Assert.Equal("case.expected-on-invalid", (await _scene.Work.TellDelayAsync(CaseScene.Id(), expected, new SealedText("why"), CaseScene.Ana, Cancel)).Problem?.Code);
        Assert.DoesNotContain(_scene.Notifier.Told, n => n.Kind == "case-delayed");
    }

    [Fact]
    public async Task Delay_DecidedCaseOrStranger_IsRefused()
    {
        await _scene.EnterDoubtfulAsync();
        DateOnly expected = DateOnly.FromDateTime(_scene.Clock.GetUtcNow().UtcDateTime).AddDays(9);
        var stranger = new Actor("eva", "PT-OUTRA", IsPerson: true);
        Assert.Equal("case.not-competent", (await _scene.Work.TellDelayAsync(CaseScene.Id(), expected, new SealedText("why"), stranger, Cancel)).Problem?.Code);
        await _scene.Decide.HandleAsync(CaseScene.Id(), CaseScene.Full, CaseScene.Ana, Cancel);
        Assert.Equal("case.wrong-stage", (await _scene.Work.TellDelayAsync(CaseScene.Id(), expected, new SealedText("why"), CaseScene.Ana, Cancel)).Problem?.Code);
    }

    [Fact]
    public async Task Owed_TheProvider_IsToldOnceATurn()
    {
        await _scene.Enter.HandleAsync(CaseScene.Command("k1", "unit-equivalence", "evidence"), Cancel);
        await _scene.RunAsync();
        await _scene.RunAsync();

        Assert.Equal("case-owed", Assert.Single(_scene.Notifier.Told).Kind);
    }

    sealed class Book : IContacts
    {
        public Contact? Find(string organisation) => new(organisation == "PT-ESCOLA" ? "school@example.pt" : "body@example.pt", "pt");
    }

    sealed class NoBook : IContacts
    {
        public Contact? Find(string organisation) => null;
    }

    sealed class Mailbox : INotifier
    {
        public List<Notification> Sent { get; } = [];

        public Delivery Answer { get; set; } = Delivery.Sent;

        public Task<Delivery> NotifyAsync(Notification notification, CancellationToken cancel)
        {
            Sent.Add(notification);
            return Task.FromResult(Answer);
        }
    }
}
