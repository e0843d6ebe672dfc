using Hub.Recognition.Cases;
using Hub.Recognition.Deadlines;
using Hub.Recognition.Evaluation;
using Hub.Rules;

namespace Hub.Recognition.Documents;

/// <summary>
/// A decision as the applicant gets it: complete in itself, so that it can be understood and checked without the hub. Signed as JWS
/// (RFC 7515). Of the learner it holds the reference, and what the deciders wrote in their reasons.
/// </summary>
/// <param name="Form">Always <see cref="DecisionForm"/>.</param>
/// <param name="Number">1 for the first decision of the case, one more for every further one.</param>
/// <param name="Body">Who decided.</param>
/// <param name="Learner">Reference of the learner.</param>
/// <param name="Language">ISO 639-1 of the texts.</param>
/// <param name="Target">What was asked for.</param>
/// <param name="Alternative">What is given instead; null: nothing.</param>
/// <param name="Mapping">What counts for what; empty for a refusal.</param>
/// <param name="Credits">Null: credits play no part.</param>
/// <param name="Ground">Null for a full grant.</param>
/// <param name="Reasons">In the deciders' own words; null: there are none.</param>
/// <param name="Remedies">What the learner can still do.</param>
/// <param name="Trace">The rules it rests on, with legal basis.</param>
/// <param name="DecidedOn">Day of the country.</param>
/// <param name="NotifiedAt">When it was told; terms of appeal count from it.</param>
/// <param name="Previous">SHA-256, hexadecimal, of the document of the decision before, as ASCII bytes of the compact JWS; null in the first.</param>
public sealed record DecisionDocument(
    string Form, string Case, int Number, Named Body, Named Provider, string Learner, string Country, string Route, string Language,
    Named Target, DecisionOutcome Outcome, string OutcomeText, Named? Alternative, IReadOnlyList<MappedPart> Mapping, DecidedCredits? Credits,
    Said? Ground, string? Reasons, IReadOnlyList<Said> Conditions, IReadOnlyList<Said> Remedies, DecisionAppeal Appeal,
    DecisionLaw Law, IReadOnlyList<string> Trace, IReadOnlyList<Decider> Deciders, bool ByMachine, bool OnAppeal,
    DateOnly DecidedOn, DateTimeOffset DecidedAt, DateTimeOffset NotifiedAt, string? Previous)
{
    public const string DecisionForm = "hub-decision/1";

    public const string MediaTypeName = "hub-decision+jws";
}

/// <summary>A code and its words in the language of the document.</summary>
public sealed record Said(string Code, string Text);

/// <summary>An organisation or an entry of the catalogue.</summary>
/// <param name="Name">As the register knew it on that day, in the language of the document where there is one; null: it did not know it.</param>
public sealed record Named(string Id, string? Name);

/// <param name="From">The achievement; null: a person recognised the part without one that covers it.</param>
/// <param name="To">The part of the target.</param>
/// <param name="How">Code of the evaluation's finding; null: a person's own judgement.</param>
/// <param name="HowText">Its words in the language of the document.</param>
public sealed record MappedPart(Named? From, Named To, Extent? Extent, string? How, string? HowText = null);

/// <param name="Total">The sum of <paramref name="Items"/>.</param>
/// <param name="NotCounted">Parts and achievements that are recognised and whose credits can not be told.</param>
public sealed record DecidedCredits(string System, decimal Total, IReadOnlyList<CountedCredits> Items, IReadOnlyList<Conversion> Conversions, IReadOnlyList<string> NotCounted);

/// <param name="Route">Where one appeals to, as the deciders wrote it; null: as the law says.</param>
/// <param name="Ways">One for each remedy the route's law has a term for.</param>
/// <param name="Text">Null where the ways say it.</param>
public sealed record DecisionAppeal(string? Route, IReadOnlyList<AppealWay> Ways, string? Text);

/// <param name="LastDay">Null: it can not be told.</param>
/// <param name="IsEstablished">Whether every value the last day rests on is established; else it is no day to rely on.</param>
/// <param name="Doubts">Why it is not.</param>
/// <param name="Problem">Code of why there is no last day.</param>
/// <param name="Source">Act and article of the term.</param>
public sealed record AppealWay(TermName Term, int Length, TermUnit Unit, DateOnly? LastDay, bool IsEstablished, IReadOnlyList<DeadlineDoubt> Doubts, string? Problem, string Source, string Text);

/// <param name="Version">SHA-256 of the ruleset, and behind a plus sign the digest of its adoption where there is one.</param>
/// <param name="Adoption">Who took responsibility for the ruleset, when and by which act; null: nobody, and what is unverified in it decided nothing.</param>
public sealed record DecisionLaw(string Country, DateOnly EffectiveFrom, string Version, string RouteSource, Adoption? Adoption = null);

/// <param name="Role"><c>person</c> or <c>machine</c>.</param>
/// <param name="Body">Organisation they decided for.</param>
/// <param name="Reference">Tells two deciders apart, and is the same for the same one within the case; says nothing else.</param>
public sealed record Decider(string Role, string RoleText, string Body, string Reference);
