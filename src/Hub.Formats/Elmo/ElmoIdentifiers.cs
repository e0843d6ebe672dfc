namespace Hub.Formats.Elmo;

/// <summary>Which of several identifiers counts.</summary>
internal static class ElmoIdentifiers
{
    const int LongestScheme = 32;

    /// <summary>The national one first: it is what other files of a provider name learners by.</summary>
    static readonly string[] OfLearners = ["nationalIdentifier", "esi"];

    /// <summary>As the schema names them, those that do not change first.</summary>
    static readonly string[] OfIssuers = [ElmoNames.HubIdentifier, "pic", "erasmus", "schac"];

    public static ElmoValue? Hub(List<ElmoValue> identifiers) => identifiers.Find(i => i.Name == ElmoNames.HubIdentifier);

    /// <summary>The organisation of the register, where the hub gave its id out.</summary>
    public static ElmoValue? Organisation(List<ElmoValue> identifiers) => identifiers.Find(i => i.Name == ElmoNames.HubIdentifier && OrganisationId.IsValid(i.Text));

    public static ElmoValue? OfLearner(ElmoLearner? learner) => First(learner?.Identifiers ?? [], OfLearners);

    /// <summary>The organisation as a cell names it: by its id, or as <c>SCHEME:value</c>.</summary>
    public static ElmoValue? OfIssuer(ElmoReport report)
    {
        if (Organisation(report.Identifiers) is { } known) return known;
        ElmoValue? chosen = First([.. report.Identifiers.Where(i => i.Text.Length > 0 && i.Name is not ("" or ElmoNames.HubIdentifier or "address"))], OfIssuers);
        return chosen is null ? null : chosen with { Text = $"{SchemeOf(chosen.Name)}:{chosen.Text}" };
    }

    static ElmoValue? First(IReadOnlyList<ElmoValue> identifiers, string[] order) =>
        identifiers.OrderBy(i => Array.IndexOf(order, i.Name) is var at && at < 0 ? order.Length : at).FirstOrDefault();

    /// <summary>A type as the scheme of an identifier.</summary>
    static string SchemeOf(string type) => new([.. type.Take(LongestScheme).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? char.ToUpperInvariant(c) : '-')]);
}
