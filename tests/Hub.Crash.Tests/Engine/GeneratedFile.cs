using System.Text;

namespace Hub.Crash.Tests.Engine;

/// <summary>Files with all kinds of faults, by seed.</summary>
static class GeneratedFile
{
    static readonly string[] Columns =
    [
        "localId", "kind", "title@en", "title@pt", "description@lt", "learningOutcomes@en", "awardingBody", "partOf", "creditSystem", "creditPoints", "workloadHours", "hoursKind", "contactHours",
        "durationMonths", "eqfLevel", "nqfFramework", "nqfLevel", "iscedF", "languages", "modes", "assessmentTypes", "qualityAssurance", "stackability", "startDate", "priceAmount", "priceCurrency",
        "validFrom", "validUntil", "homepage", "status", "identifiers", "a column of their own",
    ];

    static readonly string[] Values =
    [
        "", "", "", "unit", "micro-credential", "Módulo", "A title", "Ação|Reação", "1", "27", "25", "1,5", "1.50", "-3", "1e9", "0688", "688", "pt|en", "xx", "ECTS", "PONTO", "Knotenpunkte",
        "notional", "training", "2026-01-31", "31.01.2026", "2026-02-30", "01/02/2026", "presential|online", "online", "written", "project|oral", "published", "draft", "withdrawn", "QNQ", "4", "6", "9",
        "https://example.org/a?b=c", "javascript:alert(1)", "not a url", "EUR", "SIGO:123", "nothing", "\"quoted, with \"\"marks\"\" \"", "=1+1", "tab\tinside", "line one|line two", "Ｆｕｌｌ", "  spaces  ", "U-1", "U-2",
    ];

    public static byte[] Of(int seed)
    {
        var random = new Random(seed);
        char delimiter = ",;\t"[random.Next(3)];
        string newLine = random.Next(2) == 0 ? "\n" : "\r\n";
        string[] columns = [.. Columns.Where(c => c is "localId" or "kind" or "title@en" || random.Next(3) > 0).OrderBy(_ => random.Next())];
        var text = new StringBuilder().AppendJoin(delimiter, columns).Append(newLine);
        for (int row = random.Next(20, 300); row > 0; row--)
            text.AppendJoin(delimiter, columns.Select(c => Cell(c, random, delimiter))).Append(random.Next(40) == 0 ? $"{delimiter}one too many" : "").Append(newLine);
        Encoding encoding = random.Next(3) == 0 ? Encoding.Unicode : new UTF8Encoding(encoderShouldEmitUTF8Identifier: random.Next(2) == 0);
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text.ToString())];
    }

    static string Cell(string column, Random random, char delimiter)
    {
        string value = column switch
        {
            "localId" => $"U-{random.Next(400)}",
            "kind" when random.Next(8) > 0 => "unit",
            "title@en" when random.Next(8) > 0 => "A title",
            "awardingBody" => "",                     // of another country the register knows what a file does not
            _ => Values[random.Next(Values.Length)],
        };
        return value.Contains(delimiter, StringComparison.Ordinal) && !value.StartsWith('"') ? $"\"{value}\"" : value;
    }
}
