using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hub.Recognition.Cases;

/// <summary>Id of a case: <c>&lt;body&gt;~&lt;year&gt;~&lt;key&gt;</c>. It says where the case is stored.</summary>
/// <param name="Key">1 to 64 letters and digits.</param>
public readonly record struct CaseId(OrganisationId Body, int Year, string Key)
{
    const int MaxKeyLength = 64;

    /// <summary>Partition of the case and of the lists it stands in.</summary>
    public string Partition => PartitionOf(Body, Year);

    public static string PartitionOf(OrganisationId body, int year) => string.Create(CultureInfo.InvariantCulture, $"{body.Value}~{year:D4}");

    public override string ToString() => $"{Partition}~{Key}";

    public static bool TryParse([NotNullWhen(true)] string? text, out CaseId id)
    {
        id = default;
        if (text?.Split('~') is not [var body, { Length: 4 } year, { Length: > 0 and <= MaxKeyLength } key]) return false;
        if (!OrganisationId.TryParse(body, out OrganisationId organisation) || !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return false;
        if (!key.All(char.IsAsciiLetterOrDigit)) return false;
        id = new CaseId(organisation, number, key);
        return true;
    }

    public static CaseId Parse(string text) => TryParse(text, out CaseId id) ? id : throw new FormatException($"'{text}' is no id of a case.");
}
