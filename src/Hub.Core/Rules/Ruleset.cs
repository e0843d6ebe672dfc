namespace Hub.Rules;

/// <summary>
/// One country's rules from one day on: a whole document, never a patch. Every member stands in the file; what is not known is
/// an explicit null or an empty list, never a guess.
/// </summary>
/// <param name="Country">ISO 3166-1 alpha-2, or <c>EU</c> for the European baseline. Names the file's folder.</param>
/// <param name="EffectiveFrom">First day the document applies. Names the file.</param>
/// <param name="Adoption">The act by which a competent body took responsibility for the document; null: nobody has, and unverified values only warn.</param>
/// <param name="Calendar">Null where no national calendar is known: no working days can be counted then.</param>
/// <param name="DayCounting">Null where it is not known how days are counted: no legal deadline follows then.</param>
public sealed record Ruleset(
    string Country,
    DateOnly EffectiveFrom,
    string Title,
    Adoption? Adoption,
    IReadOnlyList<LegalBasis> Basis,
    IReadOnlyList<Competence> Governance,
    IReadOnlyList<Framework> Frameworks,
    IReadOnlyList<CreditSystem> CreditSystems,
    IReadOnlyList<EntrySize> Sizes,
    IReadOnlyList<MicroCredentialType> MicroCredentialTypes,
    IReadOnlyList<RequiredElements> RequiredElements,
    IReadOnlyList<QualityRule> QualityRules,
    IReadOnlyList<IdentifierScheme> Identifiers,
    NationalCalendar? Calendar,
    DayCounting? DayCounting,
    IReadOnlyList<RecognitionRoute> RecognitionRoutes,
    PrivacyTerms Privacy)
{
    /// <summary>SHA-256 of the file's bytes, lower-case hexadecimal. Stored with every judgement and decision.</summary>
    public string Version { get; init; } = "";

    /// <summary>Name of the file among the rule files: <c>XX/2020-01-31.json</c>.</summary>
    public string File { get; init; } = "";

    /// <summary>Whether a rule of it asks the register for more than whether an organisation is there.</summary>
    public bool HasRegisterChecks => QualityRules.Any(rule => RegisterCheck.Of(rule.Check) is not null);

    /// <summary>Whether a value may decide: better than unverified, or adopted by a competent body with the whole document.</summary>
    public bool Decides(IRule rule) => rule.Confidence > Confidence.Unverified || Adoption is not null;

    /// <summary>The route with this id; null when this document does not know it.</summary>
    public RecognitionRoute? FindRoute(string id)
    {
        foreach (RecognitionRoute route in RecognitionRoutes)
            if (route.Id == id) return route;
        return null;
    }

    /// <summary>The credit system with this id or another name of it, in any case; null when this document does not know it.</summary>
    public CreditSystem? FindCreditSystem(ReadOnlySpan<char> id)
    {
        foreach (CreditSystem system in CreditSystems)
            if (system.IsNamed(id)) return system;
        return null;
    }

    /// <summary>The type of micro-credential with this id, in any case; null when this document does not know it.</summary>
    public MicroCredentialType? FindMicroCredentialType(ReadOnlySpan<char> id)
    {
        foreach (MicroCredentialType type in MicroCredentialTypes)
            if (id.Equals(type.Id, StringComparison.OrdinalIgnoreCase)) return type;
        return null;
    }

    /// <summary>The framework with this id, in any case, or with this URI; null when this document does not know it.</summary>
    public Framework? FindFramework(ReadOnlySpan<char> idOrUri)
    {
        foreach (Framework framework in Frameworks)
            if (idOrUri.Equals(framework.Id, StringComparison.OrdinalIgnoreCase) || (framework.Uri is not null && idOrUri.SequenceEqual(framework.Uri))) return framework;
        return null;
    }
}

/// <summary>A competent body's act that makes the document its own.</summary>
public sealed record Adoption(string By, DateOnly On, string Act);

/// <summary>A law or document the rules rest on.</summary>
/// <param name="Act">Name of the act; <paramref name="Section"/> its article, null for the whole.</param>
/// <param name="About">What it says, in one sentence.</param>
/// <param name="Url">Where it can be read; null when no stable address is known.</param>
public sealed record LegalBasis(string Act, string? Section, string About, string? Url, Confidence Confidence, string Source) : IRule;

/// <summary>What a competent body does. Names are public contract.</summary>
public enum CompetenceTask
{
    /// <summary>Keeps the catalogue: decides held entries and the life cycle of a standard.</summary>
    Catalogue,

    /// <summary>Decides on recognition.</summary>
    Recognition,

    /// <summary>Assures quality or accredits.</summary>
    QualityAssurance,

    /// <summary>Co-ordinates the framework or the policy, without deciding on entries.</summary>
    Coordination,
}

/// <summary>Which body is competent for what.</summary>
/// <param name="Task">What the body does.</param>
/// <param name="BodyId">Short id of the body, of the form of an organisation id: an organisation of the register that carries it as identifier <c>BODY:id</c> is that body.</param>
/// <param name="Sectors">Short names of the vocabulary <c>sectors</c>; empty: all.</param>
/// <param name="Levels">Levels of the national framework; empty: all.</param>
/// <param name="Kinds">Short names of the vocabulary <c>kinds</c>; empty: all.</param>
public sealed record Competence(CompetenceTask Task, string Body, string BodyId, IReadOnlyList<string> Sectors, IReadOnlyList<string> Levels, IReadOnlyList<string> Kinds, Confidence Confidence, string Source) : IRule;
