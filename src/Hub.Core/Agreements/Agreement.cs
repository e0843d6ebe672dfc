using Hub.Rules;
using Hub.Submissions.Layout;

namespace Hub.Agreements;

/// <summary>
/// A memorandum of understanding or a learning agreement while it is judged (ECVET Recommendation of 18 June 2009, annex II). Null means
/// that the cell was empty or unreadable; texts and free words stay in the row. Used again for every row.
/// </summary>
public sealed class Agreement : IRecordDraft
{
    /// <summary>The sender's own key, as sent.</summary>
    public string? LocalId { get; set; }

    public Concept? Type { get; set; }

    /// <summary>Who validates and recognises; null in a learning agreement: the sender does.</summary>
    public string? Home { get; set; }

    /// <summary>Who teaches and assesses.</summary>
    public string? Host { get; set; }

    /// <summary>Parties of a memorandum.</summary>
    public List<string> Parties { get; } = [];

    /// <summary>Public id of the memorandum a learning agreement rests on.</summary>
    public string? Memorandum { get; set; }

    /// <summary>Scheme of the learner's identifier in capitals; null: the sender's own numbers.</summary>
    public string? LearnerScheme { get; set; }

    /// <summary>Day of birth; ciphertext once stored.</summary>
    public DateOnly? LearnerBirthDate { get; set; }

    /// <summary>First day; the day whose law counts.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Last day; null: no end is set.</summary>
    public DateOnly? ValidUntil { get; set; }

    /// <summary>What is to be achieved, as sent: an outcome or unit of the host, and behind <c>=</c> the part of the home qualification it stands for.</summary>
    public List<string> Outcomes { get; } = [];

    /// <summary>What the parties of a memorandum accept of each other.</summary>
    public List<Concept> Accepts { get; } = [];

    /// <summary>Public ids of the qualifications a memorandum covers; empty: all.</summary>
    public List<string> Qualifications { get; } = [];

    /// <summary>EQF levels a memorandum covers; empty: all.</summary>
    public List<Concept> EqfLevels { get; } = [];

    public List<Concept> Fields { get; } = [];

    /// <summary>Who signed and when, as <c>who=yyyy-mm-dd</c>; who is learner, home, host or the id of a party.</summary>
    public List<string> Signatures { get; } = [];

    /// <summary>The version this one answers; null: it answers none.</summary>
    public decimal? Answers { get; set; }

    /// <summary>Null means active.</summary>
    public Concept? Status { get; set; }

    /// <summary>When the parties look at a memorandum again.</summary>
    public DateOnly? ReviewOn { get; set; }

    public List<string> Identifiers { get; } = [];

    public bool IsMemorandum => Type?.Name == AgreementTypes.Memorandum;

    public bool IsLearningAgreement => Type?.Name == AgreementTypes.LearningAgreement;

    public void Clear()
    {
        LocalId = Home = Host = Memorandum = LearnerScheme = null;
        Type = Status = null;
        (LearnerBirthDate, ValidFrom, ValidUntil, ReviewOn, Answers) = (null, null, null, null, null);
        Parties.Clear();
        Outcomes.Clear();
        Accepts.Clear();
        Qualifications.Clear();
        EqfLevels.Clear();
        Fields.Clear();
        Signatures.Clear();
        Identifiers.Clear();
    }
}

/// <summary>Short names of the vocabulary <c>agreement-types</c>. Public contract.</summary>
public static class AgreementTypes
{
    public const string Memorandum = "memorandum";
    public const string LearningAgreement = "learning-agreement";
}

/// <summary>Short names of the vocabulary <c>agreement-statuses</c>. Public contract.</summary>
public static class AgreementStatus
{
    public const string Active = "active";
    public const string Terminated = "terminated";
}

/// <summary>Who signs. Public contract.</summary>
public static class Signer
{
    public const string Learner = "learner";
    public const string Home = "home";
    public const string Host = "host";
}
