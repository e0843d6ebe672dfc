using Hub.Design;
using Hub.Rules;
using Hub.Submissions.Findings;

namespace Hub.Http.V1;

/// <summary>Where law or arithmetic disagree with a design.</summary>
/// <param name="Code">Stable code; all of them are listed in FINDINGS.md.</param>
/// <param name="Severity">What the hub would do with an entry like this: reject it, or take it with a warning.</param>
/// <param name="About">Id of the unit or part; absent for the whole.</param>
/// <param name="Source">Act and article, page or document of the rule; absent where it is arithmetic alone.</param>
/// <param name="Confidence">How well that rule is founded.</param>
public sealed record DesignFindingBody(string Code, Severity Severity, string Message, string Help, string? About, string? Source, Confidence? Confidence)
{
    internal static DesignFindingBody Of(DesignFinding f) => new(f.Code, f.Severity, f.Message, f.Help, f.About, f.Basis?.Source, f.Basis?.Confidence);
}
