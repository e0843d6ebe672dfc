using System.Globalization;
using Hub.Formats.Xml;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Elmo;

/// <summary>Makes rows of achievements: one of each learning opportunity that is passed and awarded by itself. See decision 0051.</summary>
internal sealed class ElmoRows(XmlNotes notes, XmlLimits limits)
{
    readonly ElmoTally _tally = new();
    ElmoLearner? _last;

    public IEnumerable<XmlRow> Of(ElmoLearner? learner, ElmoReport report)
    {
        if (report.Nodes.Count == 0) notes.Add(ElmoFindings.ReportEmpty, null, report.Path);
        ElmoValue? identifier = ElmoIdentifiers.OfLearner(learner);
        if (learner?.Identifiers.Count > 1 && learner != _last) notes.Add(ElmoFindings.OnlyFirstKept, learner.Identifiers.Count.ToString(CultureInfo.InvariantCulture), learner.Path);
        _last = learner;
        var keys = new ElmoKeys(identifier);
        var rows = new Dictionary<ElmoNode, string?>(ReferenceEqualityComparer.Instance);
        foreach (ElmoNode node in report.Nodes.Where(IsAchievement))
        {
            var row = new XmlRow(node.Path);
            string? key = rows[node] = keys.Of(report, node);
            row.Set("localId", key, ElmoIdentifiers.Hub(node.InstanceIdentifiers)?.Path ?? node.Identifiers.FirstOrDefault()?.Path ?? "title");
            Learner(row, learner, identifier);
            Issuer(row, report);
            for (ElmoNode? whole = node.Whole; whole is not null && row["partOf"] is null; whole = whole.Whole)
                if (rows.TryGetValue(whole, out string? wholeKey)) row.Set("partOf", wholeKey, whole.Path);
            ElmoAchievement.Fill(row, report, node);
            if (row.Length > limits.RecordBytes) yield return Refused(node);
            else yield return row;
        }
    }

    /// <summary>What is to be said of the file when all of it has been read.</summary>
    public void Finish() => _tally.Say(notes);

    bool IsAchievement(ElmoNode node)
    {
        if (node.Status?.Text is "failed" or "in-progress")
        {
            _tally.Add(ElmoFindings.NotAchieved, node.Status.Path);
            return false;
        }

        for (ElmoNode? at = node; at is not null; at = at.Whole)
        {
            if (at.Type != "Class") continue;
            _tally.Add(ElmoFindings.ClassNotKept, node.Path);
            return false;
        }

        return true;
    }

    static void Learner(XmlRow row, ElmoLearner? learner, ElmoValue? identifier)
    {
        if (learner is null) row.Fault("learnerId", ElmoFindings.LearnerMissing, null, null);
        else if (identifier is null) row.Fault("learnerId", ElmoFindings.LearnerWithoutIdentifier, null, learner.Path);
        foreach (ElmoValue about in learner?.Person ?? []) row.Set(about.Name, about.Name == "learnerBirthDate" ? ElmoAchievement.Day(about.Text) : about.Text, about.Path);
        if (identifier is null) return;
        row.Set("learnerScheme", identifier.Name, identifier.Path + "/@type");
        row.Set("learnerId", identifier.Text, identifier.Path);
    }

    static void Issuer(XmlRow row, ElmoReport report)
    {
        ElmoValue? issuer = ElmoIdentifiers.OfIssuer(report);
        if (issuer is null) row.Fault("awardingBody", ElmoFindings.IssuerWithoutIdentifier, null, report.IssuerPath.Length > 0 ? report.IssuerPath : report.Path);
        else row.Set("awardingBody", issuer.Text, issuer.Path);
        if (report.IssuedOn is { } issued) row.Set("issuedOn", XmlTimes.Day(issued.Text), issued.Path);
    }

    static XmlRow Refused(ElmoNode node)
    {
        var row = new XmlRow(node.Path);
        row.Fault(null, RowFaults.TooLong, null, null);
        return row;
    }
}
