using System.Collections.Frozen;

namespace Hub.Http.SignIn.Tokens;

/// <summary>Which value of a claim is which role: <c>value=role</c>, separated by semicolons.</summary>
sealed class RoleMap
{
    readonly FrozenDictionary<string, Role> _roles;

    RoleMap(IEnumerable<KeyValuePair<string, Role>> roles) => _roles = roles.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The hub's own names. Learners have no name here: who is one, the issuer's settings say.</summary>
    static readonly RoleMap Own = new(Enum.GetValues<Role>().Where(r => r != Role.Learner).Select(r => KeyValuePair.Create(HubJson.NameOf(r), r)));

    public Role? Find(string value) => _roles.TryGetValue(value, out Role role) ? role : null;

    /// <summary>The map, or what is wrong with its text.</summary>
    public static (RoleMap? Map, string? Wrong) Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return (Own, null);
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (string pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int divider = pair.LastIndexOf('=');
            string value = divider < 0 ? "" : pair[..divider].Trim(), name = pair[(divider + 1)..].Trim();
            if (value.Length == 0) return (null, $"'{pair}' is not value=role.");
            if (!Array.Exists(Enum.GetValues<Role>(), r => HubJson.NameOf(r) == name)) return (null, $"'{name}' is no role of the hub.");
            if (!roles.TryAdd(value, Enum.GetValues<Role>().First(r => HubJson.NameOf(r) == name))) return (null, $"'{value}' stands there twice.");
        }

        return (new RoleMap(roles), null);
    }
}
