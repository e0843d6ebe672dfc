using System.Security.Cryptography;
using System.Text;

namespace Hub.Formats.Elmo;

/// <summary>
/// Keys of achievements. ELMO identifies learning opportunities, not what one learner achieved in them, so the key is made of learner
/// and opportunity: the same in every transcript, and different for a course that was taken twice.
/// </summary>
internal sealed class ElmoKeys(ElmoValue? learner)
{
    /// <summary>Slow on purpose: keys are shown, and identifiers of people are few enough to be tried.</summary>
    const int Iterations = 20_000;

    const int KeyBytes = 16;

    readonly byte[] _secret = learner is null ? [] : Rfc2898DeriveBytes.Pbkdf2($"{learner.Name.ToLowerInvariant()}\n{learner.Text}", "hub elmo achievement"u8, Iterations, HashAlgorithmName.SHA256, 32);

    /// <summary>Null where no learner is known.</summary>
    public string? Of(ElmoReport report, ElmoNode node)
    {
        if (ElmoIdentifiers.Hub(node.InstanceIdentifiers) is { } given && RecordId.TryParse(given.Text, out RecordId id))
            return ElmoIdentifiers.Organisation(report.Identifiers) is { } issuer && issuer.Text == id.Organisation.Value ? id.LocalId : given.Text;
        if (_secret.Length == 0) return null;
        var text = new StringBuilder();
        Add(text, Chosen(report.Identifiers, "schac"));
        text.Append(node.Type).Append('\n');
        Add(text, node.Identifiers.Count > 0 ? Chosen(node.Identifiers, "local") : node.Titles);
        if (node.InstanceIdentifiers.Count > 0) Add(text, node.InstanceIdentifiers);
        else text.Append(node.Date?.Text ?? node.TermEnd?.Text);
        return $"elmo-{Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, KeyBytes))}";
    }

    /// <summary>Those of the type every sender is asked for, else all: another one may come and go.</summary>
    static IEnumerable<ElmoValue> Chosen(List<ElmoValue> identifiers, string type) =>
        identifiers.Exists(i => i.Name == type) ? identifiers.Where(i => i.Name == type) : identifiers;

    static void Add(StringBuilder text, IEnumerable<ElmoValue> values)
    {
        foreach (string value in values.Select(v => $"{v.Name}\t{v.Text}\n").Order(StringComparer.Ordinal)) text.Append(value);
    }
}
