namespace Hub.Learners.Requests;

/// <summary>What a learner can ask for about the own data (Regulation (EU) 2016/679). Names are public contract.</summary>
public enum LearnerRequestKind
{
    /// <summary>That something wrong is put right (article 16); goes to the organisation that sent the achievement.</summary>
    Rectification,

    /// <summary>That data are kept but not used (article 18); goes to the registrars.</summary>
    Restriction,

    /// <summary>That everything is erased (article 17); goes to the registrars.</summary>
    Erasure,
}

/// <summary>Names are public contract.</summary>
public enum LearnerRequestState
{
    Open,

    /// <summary>What was asked for was done: corrected, restricted.</summary>
    Done,

    Refused,
}

/// <summary>What a learner asked for, and what came of it.</summary>
/// <param name="Learner">Reference of the learner.</param>
/// <param name="Body">Organisation it goes to; <c>~hub</c>: the registrars.</param>
/// <param name="Achievement">Public id of what is wrong; null for requests about everything.</param>
/// <param name="Statement">In the learner's words. Personal.</param>
/// <param name="Reason">In the words of who answered; null while it is open. Personal.</param>
public sealed record LearnerRequest(
    string Id, LearnerRequestKind Kind, string Learner, string Body, string? Achievement, string Statement, DateTimeOffset MadeAt, LearnerRequestState State, DateTimeOffset? AnsweredAt = null, string? Reason = null);

/// <summary>A request as it is stored: its texts are ciphertext under the learner's key.</summary>
/// <param name="SeenBy">Organisations through whose eyes the learner looked when it was made: who looks through others does not see it; null: everything.</param>
sealed record StoredRequest(
    string Id, LearnerRequestKind Kind, string Body, string? Achievement, string SealedStatement, IReadOnlyList<OrganisationId>? SeenBy, DateTimeOffset MadeAt,
    LearnerRequestState State = LearnerRequestState.Open, DateTimeOffset? AnsweredAt = null, string? SealedReason = null);
