using System.Globalization;
using System.Text;

namespace Hub.Azure.Tests.Costs;

/// <summary>Files of an accredited school.</summary>
static class CostFiles
{
    public const string School = "PT-COSTS";

    /// <summary>What the achievements are of: the first entry.</summary>
    public const string Unit = "PT-COSTS~U-000000";

    public const string Organisations = "localId,legalName@en,country,roles\nPT-COSTS,A school,PT,provider|awarding-body\nPT-AGENCY,An agency,PT,agency\n";

    public const string Accreditations = "localId,organisation,type,decision,validFrom\n1,PT-COSTS,institutional,positive,2015-01-01\n";

    /// <param name="first">Number of the first row.</param>
    public static string Entries(int first, int rows, string title)
    {
        var csv = new StringBuilder("localId,kind,title@pt,creditSystem,creditPoints,workloadHours,hoursKind,status\n");
        for (int n = first; n < first + rows; n++) csv.Append(CultureInfo.InvariantCulture, $"U-{n:D6},unit,{title} {n},PONTO,4.5,50,training,published\n");
        return csv.ToString();
    }

    /// <summary>Each of another learner.</summary>
    public static string Achievements(int first, int rows)
    {
        var csv = new StringBuilder("localId,learnerScheme,learnerId,entryId,kind,awardedOn\n");
        for (int n = first; n < first + rows; n++) csv.Append(CultureInfo.InvariantCulture, $"A-{n:D6},NIF,{100_000_000 + n},U-000000,unit,2025-06-01\n");
        return csv.ToString();
    }
}
