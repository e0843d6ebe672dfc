using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Hub.Submissions;

/// <summary>Id of a submission, <c>&lt;org&gt;~&lt;number&gt;</c>. Numbers count up from 1 in each organisation.</summary>
public readonly record struct SubmissionId(OrganisationId Organisation, long Number)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Organisation.Value}~{Number}");

    public static bool TryParse([NotNullWhen(true)] string? text, out SubmissionId id)
    {
        id = default;
        int divider = text?.IndexOf('~', StringComparison.Ordinal) ?? -1;
        if (divider < 0 || !OrganisationId.TryParse(text![..divider], out OrganisationId organisation)) return false;
        if (!long.TryParse(text.AsSpan(divider + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number) || number < 1) return false;
        id = new SubmissionId(organisation, number);
        return true;
    }
}
