using System.Globalization;
using System.Text;
using System.Xml;
using Hub.Learners.CreditRecords;
using Hub.Learners.CreditRecords.Forms;

namespace Hub.Formats.Elmo;

/// <summary>
/// A credit record as EMREX ELMO 1.x: a report for each awarding body, with what is valid on the day. What ELMO has no element for stands
/// in the extension of each instance, so that <see cref="ElmoFormat"/> reads back what was written. Recognitions have no place in ELMO 1.x.
/// </summary>
public sealed class ElmoCreditRecord : ICreditRecordForm
{
    static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, CheckCharacters = false };

    public string Name => "elmo";

    public string MediaType => "application/xml; charset=utf-8";

    public string Extension => "xml";

    public async Task WriteAsync(CreditRecordDocument document, Stream destination, CancellationToken cancel)
    {
        using var text = new MemoryStream();
        using (var xml = XmlWriter.Create(text, Settings)) Write(document, new ElmoXml(xml));
        text.Position = 0;
        await text.CopyToAsync(destination, cancel);
    }

    static void Write(CreditRecordDocument document, ElmoXml xml)
    {
        xml.Start(ElmoNames.Root);
        xml.Text("generatedDate", Moment(document.GeneratedAt));
        Learner(document.Learner, xml);
        IGrouping<string, RecordedAchievement>[] reports = [.. document.ValidAchievements.Select(i => i.Achievement!).GroupBy(a => a.AwardingBody).OrderBy(g => g.Key, StringComparer.Ordinal)];
        foreach (IGrouping<string, RecordedAchievement> report in reports) new ElmoReportWriter(document, report.Key, [.. report], xml).Write();
        // The schema asks for a report, also where there is nothing to report.
        if (reports.Length == 0) new ElmoReportWriter(document, "", [], xml).Write();
        xml.End();
    }

    static void Learner(LearnerOnPaper? learner, ElmoXml xml)
    {
        xml.Start("learner");
        foreach (LearnerIdentifier identifier in learner?.Identifiers ?? []) xml.Typed("identifier", identifier.Scheme, identifier.Value);
        xml.Text("givenNames", learner?.GivenNames ?? "");
        xml.Text("familyName", learner?.FamilyName ?? "");
        if (learner?.BirthDate is { } birth) xml.Text("bday", Day(birth));
        xml.End();
    }

    internal static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
