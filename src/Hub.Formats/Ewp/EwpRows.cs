using Hub.Formats.Xml;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Ewp;

/// <summary>
/// Makes a row of an agreement. What counts is the first version with the approved changes; where none is approved yet, the proposal. A
/// proposal to change what is agreed is kept in words: it is nothing that was agreed.
/// </summary>
internal static class EwpRows
{
    const char Pair = '=';

    public static XmlRow Of(EwpAgreement agreement, XmlLimits limits)
    {
        var row = new XmlRow(agreement.Path);
        row.Set("type", "learning-agreement", ".");
        foreach ((string column, (string text, string from)) in agreement.Cells) row.Set(column, text, from);
        foreach (string column in agreement.MonthsOnly) row.Fault(column, EwpFindings.MonthOnly, null, agreement.Cells[column].From);
        EwpVersion? agreed = agreement.First ?? agreement.Proposal;
        if (agreed is not null) Content(row, agreed, agreement.First is null ? null : agreement.Changes);
        if (agreement.First is null && agreement.Proposal is { } first) row.Fault(null, EwpFindings.ProposalOnly, null, first.Element);
        if (agreement.First is not null && agreement.Proposal is { } open) Proposal(row, open);
        return row.Length <= limits.RecordBytes ? row : Refused(agreement);
    }

    static void Content(XmlRow row, EwpVersion agreed, EwpVersion? changes)
    {
        EwpComponent[] studied = Merged(agreed.Studied, changes?.Studied), recognised = Merged(agreed.Recognised, changes?.Recognised);
        string studiedAt = agreed.Element + "/components-studied";
        // The two tables stand side by side: which component stands for which they say only where there is one of each.
        string? part = studied.Length == 1 && recognised is [{ LosId: { Length: > 0 } only }] && !only.Contains(Pair, StringComparison.Ordinal) ? only : null;
        foreach (EwpComponent component in studied)
        {
            row.AddOnce("studied", component.Words, studiedAt);
            if (component.LosId.Length > 0 && !component.LosId.Contains(Pair, StringComparison.Ordinal)) row.AddOnce("outcomes", part is null ? component.LosId : $"{component.LosId}{Pair}{part}", studiedAt);
        }

        foreach (EwpComponent component in recognised) row.AddOnce("recognised", component.Words, agreed.Element + "/components-recognized");
        EwpVersion signed = changes ?? agreed;
        foreach ((string signer, string time) in signed.Signatures) row.AddOnce("signatures", $"{signer}{Pair}{XmlTimes.Day(time)}", signed.Element);
    }

    static EwpComponent[] Merged(List<EwpComponent> first, List<EwpComponent>? changes) =>
        changes is null ? [.. first.Where(c => !c.IsDeleted)]
            : [.. first.Where(c => !c.IsDeleted && !changes.Exists(d => d.IsDeleted && d.IsSame(c))), .. changes.Where(c => !c.IsDeleted)];

    static void Proposal(XmlRow row, EwpVersion open)
    {
        IEnumerable<string> parts = open.Studied.Concat(open.Recognised).Select(c => (c.IsDeleted ? "- " : "+ ") + c.Words);
        row.Set("proposed", string.Join("; ", parts.Prepend(open.Id)), open.Element);
        row.Fault("proposed", EwpFindings.ProposalOpen, null, open.Element);
    }

    static XmlRow Refused(EwpAgreement agreement)
    {
        var row = new XmlRow(agreement.Path);
        row.Fault(null, RowFaults.TooLong, null, null);
        return row;
    }
}
