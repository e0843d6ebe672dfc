using Hub.Ports;
using Xunit;

namespace Hub.Storage.Contracts;

/// <summary>What every <see cref="IQueue"/> does. Times are as short as the cloud's whole seconds allow, for adapters that must really wait.</summary>
public abstract class QueueContract<TFixture> : PortContract<TFixture>
    where TFixture : IStorageFixture, new()
{
    static readonly TimeSpan Visibility = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Longer = TimeSpan.FromSeconds(3);
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    IQueue Queue => Fixture.Queue;

    string Name => Unique;

    [Fact]
    public async Task Receive_EmptyQueue_GivesNothing() => Assert.Empty(await Queue.ReceiveAsync(Name, 32, Hour, Cancel));

    [Fact]
    public async Task Receive_SentMessage_GivesItOnce()
    {
        await SendAsync("grüße {\"id\": 1}");

        QueueMessage message = await ReceiveOneAsync(Hour);

        Assert.Equal("grüße {\"id\": 1}", message.Text);
        Assert.Equal(1, message.Attempt);
        Assert.Empty(await Queue.ReceiveAsync(Name, 32, Hour, Cancel));
    }

    [Fact]
    public async Task Receive_MoreThanLimit_GivesTheLimit()
    {
        for (int i = 0; i < 5; i++) await SendAsync("m" + i);

        IReadOnlyList<QueueMessage> first = await Queue.ReceiveAsync(Name, 3, Hour, Cancel);
        IReadOnlyList<QueueMessage> second = await Queue.ReceiveAsync(Name, 3, Hour, Cancel);

        Assert.Equal(3, first.Count);
        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], first.Concat(second).Select(message => message.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Receive_OtherQueue_GivesNothing()
    {
        await SendAsync("x");

        Assert.Empty(await Queue.ReceiveAsync(Name + "-2", 32, Hour, Cancel));
    }

    [Fact]
    public async Task Send_WithDelay_IsInvisibleUntilThen()
    {
        await Queue.SendAsync(Name, "later", Visibility, Cancel);
        Assert.Empty(await Queue.ReceiveAsync(Name, 1, Hour, Cancel));

        await Fixture.PassAsync(Longer);

        Assert.Equal("later", (await ReceiveOneAsync(Hour)).Text);
    }

    [Fact]
    public async Task Receive_VisibilityRanOut_DeliversAgainWithNextAttempt()
    {
        await SendAsync("x");
        QueueMessage first = await ReceiveOneAsync(Visibility);
        await Fixture.PassAsync(Longer);

        QueueMessage second = await ReceiveOneAsync(Hour);

        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        Assert.NotEqual(first.Receipt, second.Receipt);
    }

    [Fact]
    public async Task Complete_HeldMessage_RemovesItForGood()
    {
        await SendAsync("x");

        Assert.True(await Queue.CompleteAsync(Name, await ReceiveOneAsync(Visibility), Cancel));

        await Fixture.PassAsync(Longer);
        Assert.Empty(await Queue.ReceiveAsync(Name, 1, Hour, Cancel));
    }

    [Fact]
    public async Task Complete_StaleReceipt_IsRefusedAndLeavesTheMessageToItsHolder()
    {
        await SendAsync("x");
        QueueMessage stale = await ReceiveOneAsync(Visibility);
        await Fixture.PassAsync(Longer);
        QueueMessage held = await ReceiveOneAsync(Hour);

        Assert.False(await Queue.CompleteAsync(Name, stale, Cancel));
        Assert.False(await Queue.ReturnAsync(Name, stale, TimeSpan.Zero, Cancel));

        Assert.Empty(await Queue.ReceiveAsync(Name, 1, Hour, Cancel));
        Assert.True(await Queue.CompleteAsync(Name, held, Cancel));
    }

    [Fact]
    public async Task Complete_Twice_IsFalseTheSecondTime()
    {
        await SendAsync("x");
        QueueMessage message = await ReceiveOneAsync(Hour);

        Assert.True(await Queue.CompleteAsync(Name, message, Cancel));
        Assert.False(await Queue.CompleteAsync(Name, message, Cancel));
    }

    [Fact]
    public async Task Return_WithoutDelay_IsVisibleAtOnceAndCountsTheAttempt()
    {
        await SendAsync("x");

        Assert.True(await Queue.ReturnAsync(Name, await ReceiveOneAsync(Hour), TimeSpan.Zero, Cancel));

        Assert.Equal(2, (await ReceiveOneAsync(Hour)).Attempt);
    }

    [Fact]
    public async Task Return_WithDelay_IsVisibleAfterIt()
    {
        await SendAsync("x");
        await Queue.ReturnAsync(Name, await ReceiveOneAsync(Hour), Visibility, Cancel);
        Assert.Empty(await Queue.ReceiveAsync(Name, 1, Hour, Cancel));

        await Fixture.PassAsync(Longer);

        Assert.Equal("x", (await ReceiveOneAsync(Hour)).Text);
    }

    [Fact]
    public async Task Return_ToKeepHidden_RenewsAndTheHolderMayStillComplete()
    {
        await SendAsync("x");
        QueueMessage message = await ReceiveOneAsync(Visibility);
        Assert.True(await Queue.ReturnAsync(Name, message, Hour, Cancel));
        await Fixture.PassAsync(Longer);
        Assert.Empty(await Queue.ReceiveAsync(Name, 1, Hour, Cancel));

        Assert.True(await Queue.ReturnAsync(Name, message, Hour, Cancel));
        Assert.True(await Queue.CompleteAsync(Name, message, Cancel));
    }

    [Fact]
    public async Task Receive_AfterFiveAttempts_MovesToPoison()
    {
        await SendAsync("bad");
        for (int attempt = 1; attempt <= IQueue.MaxAttempts; attempt++)
        {
            QueueMessage message = await ReceiveOneAsync(Hour);
            Assert.Equal(attempt, message.Attempt);
            await Queue.ReturnAsync(Name, message, TimeSpan.Zero, Cancel);
        }

        await SendAsync("good");
        Assert.Equal("good", (await ReceiveOneAsync(Hour)).Text);

        QueueMessage poison = Assert.Single(await Queue.ReceiveAsync(Name + "-poison", 32, Hour, Cancel));
        Assert.Equal("bad", poison.Text);
        Assert.True(await Queue.CompleteAsync(Name + "-poison", poison, Cancel));
    }

    [Fact]
    public async Task Receive_EightAtOnce_DeliverEachMessageOnce()
    {
        for (int i = 0; i < 40; i++) await SendAsync("m" + i);

        IReadOnlyList<QueueMessage>[] received = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Queue.ReceiveAsync(Name, 5, Hour, Cancel))));

        List<string> texts = [.. received.SelectMany(messages => messages).Select(message => message.Text)];
        Assert.Equal(texts.Count, texts.Distinct().Count());
    }

    [Fact]
    public async Task Send_MessageAtAndOverTheLimit_IsTakenAndRefused()
    {
        string largest = new string('x', IQueue.MaxMessageBytes - 2) + "é";
        await SendAsync(largest);
        Assert.Equal(largest, (await ReceiveOneAsync(Hour)).Text);

        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync(largest + "x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("under_score")]
    [InlineData("-dash")]
    [InlineData("dash-")]
    [InlineData("two--dashes")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567")]
    public async Task AnyMethod_ForbiddenQueueName_IsRefused(string queue)
    {
        var message = new QueueMessage("1", "x", 1, "1");
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.SendAsync(queue, "x", TimeSpan.Zero, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.ReceiveAsync(queue, 1, Hour, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.CompleteAsync(queue, message, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Queue.ReturnAsync(queue, message, TimeSpan.Zero, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => Fixture.Backlog.LookAsync(queue, Cancel));
    }

    [Fact]
    public async Task AnyMethod_NumberOutOfRange_IsRefused()
    {
        TimeSpan tooLong = TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.SendAsync(Name, "x", tooLong, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.SendAsync(Name, "x", TimeSpan.FromSeconds(-1), Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(Name, 0, Hour, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(Name, 33, Hour, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(Name, 1, TimeSpan.Zero, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Queue.ReceiveAsync(Name, 1, tooLong, Cancel));
    }

    [Fact]
    public async Task Look_QueueThatNeverWas_IsEmpty() => Assert.Equal(default, await Fixture.Backlog.LookAsync(Name, Cancel));

    [Fact]
    public async Task Look_MessagesOfEveryKind_CountsAllAndTakesNone()
    {
        await SendAsync("a");
        await SendAsync("b");
        await Queue.SendAsync(Name, "later", Hour, Cancel);
        await ReceiveOneAsync(Hour);

        Backlog backlog = await Fixture.Backlog.LookAsync(Name, Cancel);

        Assert.Equal(3, backlog.Messages);
        Assert.NotNull(backlog.OldestSince);
        Assert.Equal(1, (await ReceiveOneAsync(Hour)).Attempt);
    }

    [Fact]
    public async Task Look_NothingCanBeTakenNow_HasNoOldest()
    {
        await SendAsync("a");
        await ReceiveOneAsync(Hour);

        Backlog backlog = await Fixture.Backlog.LookAsync(Name, Cancel);

        Assert.Equal((1, null), (backlog.Messages, backlog.OldestSince));
    }

    Task SendAsync(string text) => Queue.SendAsync(Name, text, TimeSpan.Zero, Cancel);

    async Task<QueueMessage> ReceiveOneAsync(TimeSpan visibility) => Assert.Single(await Queue.ReceiveAsync(Name, 1, visibility, Cancel));
}
