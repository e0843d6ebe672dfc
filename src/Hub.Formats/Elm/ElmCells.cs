using System.Globalization;
using Hub.Formats.Xml;
using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Formats.Elm;

/// <summary>What turning any record into cells has in common.</summary>
/// <param name="at">Put before paths: empty where the row stands for the record itself, else the record's path with a stroke behind it.</param>
internal sealed class ElmCells(XmlRow row, ElmEntity record, ElmReferences references, string at)
{
    public XmlRow Row => row;

    public ElmEntity Record => record;

    public ElmReferences References => references;

    public string From(string element, int number = 1, string rest = "") => at + XmlPaths.Below(element, number, rest);

    /// <summary>The key of the row, and what is wrong with it.</summary>
    public void Key()
    {
        if (record.Id.Length == 0) row.Fault("localId", ElmFindings.IdMissing, null, "@id");
        else row.Set("localId", ElmIds.LocalIdOf(record), "@id");
        if (record.Id.Length > 0 && references.Count(record.IdList, record.Id) > 1) row.Fault("localId", ElmFindings.DuplicateId, null, "@id");
        if (record.IsTooLong) row.Fault(null, RowFaults.TooLong, null, null);
    }

    /// <summary>The first value of several; the others are named.</summary>
    public string? First(string column, ElmField field, string element, string rest = "", Func<string, string?>? read = null)
    {
        ElmValue[] values = [.. record.Of(field)];
        if (values.Length == 0) return null;
        row.Set(column, read is null ? values[0].Text : read(values[0].Text), From(element, values[0].Index, rest));
        NameOthers(column, values.Select(v => v.Text).Distinct().Count(), From(element, values[^1].Index, rest));
        return values[0].Text;
    }

    public void NameOthers(string column, int count, string from)
    {
        if (count > 1) row.Fault(column, ElmFindings.OnlyFirstKept, count.ToString(CultureInfo.InvariantCulture), from);
    }

    /// <summary>All values, each once.</summary>
    public void All(string column, ElmField field, string element, string rest = "")
    {
        foreach (ElmValue value in record.Of(field)) row.AddOnce(column, value.Text, From(element, value.Index, rest));
    }

    /// <summary>One text a language.</summary>
    public void Texts(string column, ElmField field, string element, string rest = "")
    {
        foreach (ElmValue text in record.Of(field))
        {
            string from = From(element, text.Index, rest);
            if (TextLanguages.Of(text.Aside) is not { } language) row.Fault(null, ElmFindings.LanguageUnknown, null, from);
            else if (row[$"{column}@{language}"] is null) row.Set($"{column}@{language}", text.Text, from);
            else if (row[$"{column}@{language}"] != text.Text) NameOthers($"{column}@{language}", 2, from);
        }
    }

    public bool HasTexts(string column) => row.Columns.Any(c => c.StartsWith(column + "@", StringComparison.Ordinal));

    /// <summary>Identifiers as <c>scheme:value</c>. One without a scheme is of the scheme OTHER.</summary>
    public void Identifiers()
    {
        string? own = ElmIds.HubIdOf(record);
        if (record.Id.Length > 0 && own is null && row["localId"] != record.Id) Identifier("URI", record.Id, "@id");
        Dictionary<int, string> schemes = record.Schemes();
        foreach (ElmValue notation in record.Of(ElmField.IdentifierNotation).Where(n => own is null || n.Text != own)) Identifier(SchemeOf(schemes.GetValueOrDefault(notation.Index)), notation.Text, From("identifier", notation.Index, "notation"));
        foreach (ElmValue code in record.Of(ElmField.QualificationCode)) Identifier("URI", code.Text, From("qualificationCode", code.Index, "@uri"));
    }

    void Identifier(string scheme, string value, string from) => row.AddOnce("identifiers", $"{scheme}:{value}", from);

    static string SchemeOf(string? name)
    {
        const int longest = 32;
        string scheme = new([.. (name ?? "").Trim().Take(2 * longest).Select(c => c == ' ' ? '-' : c).Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')]);
        return scheme.Length == 0 ? "OTHER" : scheme[..Math.Min(longest, scheme.Length)];
    }

    /// <summary>Names what the application profile requires and the record does not have.</summary>
    public void Require(params (ElmField Field, string Element)[] required)
    {
        string[] missing = [.. required.Where(r => !record.Has(r.Field)).Select(r => r.Element)];
        if (missing.Length > 0) row.Fault(null, ElmFindings.ElementMissing, string.Join(", ", missing), null);
    }

    /// <summary>References the hub needs nothing of, but which have to lead somewhere.</summary>
    public void OtherReferences(ElmField field, ElmList list, string element)
    {
        foreach (ElmValue reference in record.Of(field))
            if (references.Count(list, reference.Text) == 0) row.Fault(null, ElmFindings.DanglingReference, null, From(element, reference.Index, "@idref"), Severity.Warn);
    }

    public void OtherReferences()
    {
        foreach (ElmValue reference in record.Of(ElmField.OtherReference))
            if (references.Count(record.TargetOf(reference.Aside!), reference.Text) == 0) row.Fault(null, ElmFindings.DanglingReference, null, at + PathOf(reference), Severity.Warn);
    }

    /// <summary>Where a reference stands that only has to lead somewhere.</summary>
    public static string PathOf(ElmValue reference)
    {
        string[] names = reference.Aside!.Split('/', 2);
        return XmlPaths.Below(names[0], reference.Index, names.Length > 1 ? $"{names[1]}/@idref" : "@idref");
    }

    /// <summary>The id in the register of the organisation a reference leads to; null with a finding where there is none.</summary>
    public string? Organisation(string column, ElmValue reference, string element, string rest, Severity severity = Severity.Reject)
    {
        if (references.Follow(row, column, From(element, reference.Index, rest), ElmList.Agent, reference.Text, severity) is not { } organisation) return null;
        string? id = ElmIds.OrganisationOf(organisation);
        if (id is null) row.Fault(column, ElmFindings.OrganisationWithoutId, null, $"{organisation.Path(references.Profile.Root)}/@id", severity);
        return id;
    }
}
