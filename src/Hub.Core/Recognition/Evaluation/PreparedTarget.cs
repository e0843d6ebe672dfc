namespace Hub.Recognition.Evaluation;

/// <summary>A target with its indexes. Make it once per target and set of equivalences; it does not change.</summary>
public sealed class PreparedTarget
{
    /// <summary>Skills of one part that can be told apart; a part with more is never covered whole by skills alone.</summary>
    const int MostSkills = 64;

    readonly Dictionary<string, int> _parts = new(StringComparer.Ordinal);
    readonly Dictionary<string, DeclaredEquivalence[]> _equivalences;
    readonly Dictionary<string, SkillOfPart[]> _skills;

    public PreparedTarget(RecognitionTarget target, IReadOnlyList<DeclaredEquivalence> equivalences)
    {
        Target = target;
        for (int i = 0; i < target.Parts.Count; i++) _parts.Add(target.Parts[i].Id, i);
        _equivalences = equivalences.Where(e => _parts.ContainsKey(e.To)).GroupBy(e => e.From, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        _skills = target.Parts
            .SelectMany((part, index) => part.Skills.Distinct(StringComparer.Ordinal).Take(MostSkills).Select((skill, bit) => (skill, Of: new SkillOfPart(index, 1UL << bit))))
            .GroupBy(s => s.skill, s => s.Of, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        AllSkills = [.. target.Parts.Select(AllOf)];
    }

    public RecognitionTarget Target { get; }

    /// <summary>Per part the bits of all its skills; 0 where no set of skills covers it whole.</summary>
    internal ulong[] AllSkills { get; }

    internal int PartOf(string id) => _parts.TryGetValue(id, out int part) ? part : -1;

    internal ReadOnlySpan<DeclaredEquivalence> EquivalencesOf(string id) => _equivalences.TryGetValue(id, out DeclaredEquivalence[]? found) ? found : [];

    internal ReadOnlySpan<SkillOfPart> PartsWith(string skill) => _skills.TryGetValue(skill, out SkillOfPart[]? found) ? found : [];

    static ulong AllOf(TargetPart part)
    {
        int count = part.Skills.Distinct(StringComparer.Ordinal).Count();
        return count is 0 or > MostSkills ? 0 : ulong.MaxValue >> (MostSkills - count);
    }
}

readonly record struct SkillOfPart(int Part, ulong Bit);
