using Hub.Agreements;
using Hub.Audit;
using Hub.Learners;
using Hub.Learners.Access;
using Hub.Learners.CreditRecords.Sharing;
using Hub.Learners.Requests;
using Hub.Ports;
using Hub.Rules.Adoptions;

namespace Hub.Pipeline.Tests.Support;

/// <summary>The use cases by which learners get to their own data, over the ports of a hub.</summary>
public sealed class LearnerAccessScene
{
    readonly TestHub _hub;

    internal LearnerAccessScene(TestHub hub, RulesInForce rules)
    {
        _hub = hub;
        (ITables tables, IQueue queue, TimeProvider clock) = (hub.Tables, hub.Queue, hub.Clock);
        var known = new KnownLearners(hub.Learners, hub.LearnerRecords, hub.Agreements);
        var trail = new AuditTrail(tables, queue, clock);
        var store = new LearnerRequests(tables, queue, hub.Learners);
        var shares = new RecordShares(tables, queue, clock);
        var links = new LearnerLinks(tables, queue);
        Subjects = new LearnerSubjects(tables, queue, hub.Learners);
        Find = new FindOwnLearner(hub.Learners, Subjects);
        Read = new ReadAchievementsHandler(known, hub.Learners, hub.LearnerRecords, trail);
        Erase = new EraseLearnerHandler(hub.Learners, hub.LearnerRecords, shares, Subjects, store, new LearnerAccesses(tables), hub.Agreements, new AgreementSignatures(tables, hub.Queue), hub.Queue, hub.Organisations, rules, clock);
        Make = new MakeLearnerLinkHandler(links, known, clock);
        Open = new OpenLearnerLinkHandler(links, clock);
        Sessions = new LearnerSessions(tables, clock);
        Bind = new BindLearnerHandler(links, Subjects, hub.Learners, Find, clock);
        Accesses = new ReadAccessLogHandler(new LearnerAccesses(tables));
        Shares = new ShareRecordHandler(known, hub.LearnerRecords, shares, clock);
        Requests = new MakeRequestHandler(store, hub.LearnerRecords, clock);
        Answers = new AnswerRequestHandler(store, trail, clock);
    }

    public LearnerSubjects Subjects { get; }

    public FindOwnLearner Find { get; }

    public ReadAchievementsHandler Read { get; }

    public EraseLearnerHandler Erase { get; }

    public MakeLearnerLinkHandler Make { get; }

    public OpenLearnerLinkHandler Open { get; }

    public LearnerSessions Sessions { get; }

    public BindLearnerHandler Bind { get; }

    public ReadAccessLogHandler Accesses { get; }

    public ShareRecordHandler Shares { get; }

    public MakeRequestHandler Requests { get; }

    public AnswerRequestHandler Answers { get; }

    public ExportOwnDataHandler Export => new(Read, new ReadAgreementHandler(_hub.Agreements, _hub.Learners, _hub.Trail), _hub.CreditRecords, Accesses, Shares, Requests, _hub.Clock);

    /// <summary>The secret of a new link of the school, or of somebody else.</summary>
    public async Task<string> LinkAsync(LearnerReference learner, Caller? by = null) => (await Make.HandleAsync(by ?? TestHub.CallerOf(TestHub.School), new MakeLearnerLinkCommand(learner), TestHub.Cancel)).Value.Secret;

    /// <summary>The learner, come by a link.</summary>
    public async Task<OwnLearner> ComeAsync(LearnerReference learner, Caller? by = null)
    {
        OpenLearnerLinkResult opened = (await Open.HandleAsync(await LinkAsync(learner, by), TestHub.Cancel)).Value;
        return (await Find.HandleAsync((await Sessions.FindAsync(opened.Token, TestHub.Cancel))!.ToCaller(), TestHub.Cancel)).Value;
    }

    /// <summary>What somebody with an access token is.</summary>
    public static Caller TokenOf(string subject)
    {
        var who = new Subject("https://id.example", subject);
        return new Caller(who.KeyId, default, new HashSet<Role> { Role.Learner }, who);
    }

    public async Task<string[]> SeenAsync(OwnLearner own) => [.. (await Read.HandleAsync(own, TestHub.Cancel)).Select(r => r.Id).Order(StringComparer.Ordinal)];
}
