namespace Hub.Formats.Ewp;

/// <summary>The columns of agreements that are made of EWP learning agreements, and where they come from.</summary>
internal static class EwpColumns
{
    static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["localId"] = "omobility-id",
        ["type"] = ".",
        ["home"] = "sending-hei/hei-id",
        ["host"] = "receiving-hei/hei-id",
        ["learnerScheme"] = "student/global-id",
        ["learnerId"] = "student/global-id",
        ["validFrom"] = "start-date",
        ["validUntil"] = "end-date",
        ["outcomes"] = "first-version/components-studied",
        ["fields"] = "isced-f-code",
        ["signatures"] = "first-version",
        ["identifiers"] = "omobility-id",
        ["document"] = "learning-outcomes-url",
        ["studied"] = "first-version/components-studied",
        ["recognised"] = "first-version/components-recognized",
        ["proposed"] = "changes-proposal",
        ["learnerGivenNames"] = "student/given-names",
        ["learnerFamilyName"] = "student/family-name",
        ["learnerBirthDate"] = "student/birth-date",
    };

    public static IReadOnlyList<string> Header { get; } = [.. Usual.Keys];

    /// <summary>Path below the agreement.</summary>
    public static string? UsualPath(string column) => Usual.GetValueOrDefault(column);
}
