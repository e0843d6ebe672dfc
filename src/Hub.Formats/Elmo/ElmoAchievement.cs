using System.Globalization;
using Hub.Formats.Xml;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elmo;

/// <summary>Fills the columns of an achievement from a learning opportunity and its instance.</summary>
internal static class ElmoAchievement
{
    const string Ects = "ECTS";
    const string Eqf = "EQF";

    /// <summary>A level of this type is of some national framework; which one, the file does not say.</summary>
    const string SomeFramework = "NQF";

    const int DayLength = 10;

    public static void Fill(XmlRow row, ElmoReport report, ElmoNode node)
    {
        if (ElmoIdentifiers.Hub(node.Identifiers) is { } entry) row.Set("entryId", entry.Text, entry.Path);
        Titles(row, report, node);
        Kind(row, node);
        Status(row, node);
        Date(row, node);
        Credits(row, node);
        Levels(row, node);
        Result(row, report, node);
        if (node.EngagementHours is { } hours) row.Fault(null, ElmoFindings.HoursAreAttendance, null, hours.Path);
        foreach (ElmoValue column in node.Extension)
        {
            if (column.Text.Length == 0) row.Clear(column.Name);
            else row.Set(column.Name, column.Text, column.Path);
        }
    }

    static void Titles(XmlRow row, ElmoReport report, ElmoNode node)
    {
        ElmoValue? unknown = null;
        bool any = false;
        foreach (ElmoValue title in node.Titles.Where(t => t.Text.Length > 0))
        {
            if (title.Name.Length == 0) unknown ??= title;
            else if (TextLanguages.Of(title.Name) is not { } language) row.Fault(null, ElmoFindings.LanguageUnknown, null, title.Path);
            else if (row[$"title@{language}"] is { } known) NameOthers(row, $"title@{language}", known == title.Text ? 1 : 2, title.Path);
            else
            {
                row.Set($"title@{language}", title.Text, title.Path);
                any = true;
            }
        }

        if (unknown is null || any) return;
        string assumed = Assumed(report, node);
        row.Set($"title@{assumed}", unknown.Text, unknown.Path);
        row.Fault($"title@{assumed}", ElmoFindings.LanguageAssumed, assumed, unknown.Path);
    }

    /// <summary>The language of instruction, else the one the issuer names itself in, else English, which the schema prefers for titles.</summary>
    static string Assumed(ElmoReport report, ElmoNode node)
    {
        if (TextLanguages.Of(node.Language?.Text) is { } taught) return taught;
        string[] named = [.. report.Titles.Select(t => TextLanguages.Of(t.Name)).OfType<string>().Distinct()];
        return named.Length == 1 ? named[0] : "en";
    }

    /// <summary>A transcript is made of parts of study; what it says to be of no type is taken for one of them, and not for a micro-credential.</summary>
    static void Kind(XmlRow row, ElmoNode node)
    {
        row.Set("kind", node.Type == "Degree Programme" ? "qualification" : "module", node.Type is null ? "." : $"{node.Path}/type");
        if (node.Type is not ("Degree Programme" or "Module" or "Course") && !node.Extension.Exists(c => c.Name == "kind") && ElmoIdentifiers.Hub(node.Identifiers) is null) row.Fault("kind", ElmoFindings.KindAssumed, null, null);
        if (node.Type is null && ElmoIdentifiers.Hub(node.Identifiers) is not null) row.Clear("kind");
    }

    static void Status(XmlRow row, ElmoNode node)
    {
        if (node.Status is null)
        {
            // The schema asks readers to take what has no status as passed. A course is mostly sent because it is; a degree says much more.
            if (node.Type == "Degree Programme") row.Fault(null, ElmoFindings.StatusAssumed, null, null);
        }
        else if (node.Status.Text is not ("passed" or "")) row.Fault(null, ElmoFindings.StatusUnknown, null, node.Status.Path);
    }

    static void Date(XmlRow row, ElmoNode node)
    {
        if (node.Date is { Text.Length: > 0 } date) row.Set("awardedOn", Day(date.Text), date.Path);
        else if (node.TermEnd is { Text.Length: > 0 } end)
        {
            row.Set("awardedOn", Day(end.Text), end.Path);
            row.Fault("awardedOn", ElmoFindings.DateOfTerm, null, end.Path);
        }
    }

    /// <summary>An xs:date may carry a time zone; the day is that of the sender's place either way.</summary>
    internal static string Day(string date) => date.Length > DayLength && date[DayLength] is 'Z' or '+' or '-' && DateOnly.TryParseExact(date.AsSpan(0, DayLength), "yyyy-MM-dd", out _) ? date[..DayLength] : date;

    static void Credits(XmlRow row, ElmoNode node)
    {
        ElmoValue? kept = Find(node, Ects) ?? node.Credits.FirstOrDefault();
        if (kept is null) return;
        row.Set("creditSystem", kept.Name.Equals(Ects, StringComparison.OrdinalIgnoreCase) ? Ects : kept.Name, kept.Path[..kept.Path.LastIndexOf('/')] + "/scheme");
        row.Set("creditPoints", kept.Text, kept.Path);
        NameOthers(row, "creditPoints", node.Credits.Count, node.Credits[^1].Path);
        for (ElmoNode? whole = node.Whole; whole is not null && row["creditSystem"] == Ects; whole = whole.Whole)
            if (Find(whole, Ects) is { } twice) row.Fault("creditPoints", ElmoFindings.CreditsTwice, null, twice.Path);
    }

    static ElmoValue? Find(ElmoNode node, string scheme) => node.Credits.Find(c => c.Name.Equals(scheme, StringComparison.OrdinalIgnoreCase));

    static void Levels(XmlRow row, ElmoNode node)
    {
        if (node.Levels.Find(l => l.Name.Equals(Eqf, StringComparison.OrdinalIgnoreCase)) is { } european) row.Set("eqfLevel", european.Text, european.Path);
        foreach (ElmoValue unnamed in node.Levels.Where(l => l.Name.Equals(SomeFramework, StringComparison.OrdinalIgnoreCase))) row.Fault("nqfLevel", ElmoFindings.FrameworkUnnamed, null, unnamed.Path);
        ElmoValue[] national = [.. node.Levels.Where(l => !l.Name.Equals(Eqf, StringComparison.OrdinalIgnoreCase) && !l.Name.Equals(SomeFramework, StringComparison.OrdinalIgnoreCase))];
        if (national.Length == 0) return;
        row.Set("nqfFramework", national[0].Name, national[0].Path[..national[0].Path.LastIndexOf('/')] + "/type");
        row.Set("nqfLevel", national[0].Text, national[0].Path);
        NameOthers(row, "nqfLevel", national.Length, national[^1].Path);
    }

    static void Result(XmlRow row, ElmoReport report, ElmoNode node)
    {
        row.Set("grade", node.Grade?.Text, node.Grade?.Path ?? "");
        if (node.GradingScheme is { } scheme) row.Set("gradingScheme", report.GradingSchemes.GetValueOrDefault(scheme.Text) ?? scheme.Text, scheme.Path);
        row.Set("language", node.Language?.Text, node.Language?.Path ?? "");
    }

    static void NameOthers(XmlRow row, string column, int count, string from)
    {
        if (count > 1) row.Fault(column, ElmoFindings.OnlyFirstKept, count.ToString(CultureInfo.InvariantCulture), from);
    }
}
