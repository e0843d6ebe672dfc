using System.Security.Cryptography;
using System.Text.Json;

namespace Hub.Esco;

/// <summary>Skills as they are kept: one line of JSON each, sorted by id, and the index into them. The same skills give the same bytes.</summary>
public sealed record EscoSet(EscoSkills Index, ReadOnlyMemory<byte> Lines, int Obsolete, IReadOnlyList<string> Languages)
{
    public static EscoSet Of(IEnumerable<EscoSkill> skills)
    {
        using var lines = new MemoryStream();
        var index = new List<(string, EscoStatus, long, int)>();
        var languages = new SortedSet<string>(StringComparer.Ordinal);
        foreach (EscoSkill skill in skills.OrderBy(s => s.Id, StringComparer.Ordinal))
        {
            long start = lines.Length;
            JsonSerializer.Serialize(lines, skill with { Labels = new SortedDictionary<string, string>(skill.Labels.ToDictionary(), StringComparer.Ordinal) }, HubJson.Options);
            index.Add((skill.Id, skill.Status, start, (int)(lines.Length - start)));
            lines.WriteByte((byte)'\n');
            languages.UnionWith(skill.Labels.Keys);
        }

        byte[] bytes = lines.ToArray();
        var set = EscoSkills.Of(Convert.ToHexStringLower(SHA256.HashData(bytes)), index);
        return new EscoSet(set, bytes, index.Count(i => i.Item2 == EscoStatus.Obsolete), [.. languages]);
    }
}
