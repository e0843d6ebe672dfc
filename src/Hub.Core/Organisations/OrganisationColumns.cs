using Hub.Submissions.Layout;

namespace Hub.Organisations;

/// <summary>The canonical columns of organisations, in canonical order. Names and order are public contract; adding is allowed.</summary>
public static class OrganisationColumns
{
    static readonly ColumnForms<Organisation> Forms = new();

    public static readonly Column LocalId = Forms.Own("localId", ColumnForm.Single, ReadId, (json, organisation, _) => json.WriteStringValue(organisation.Id));
    public static readonly Column LegalName = Forms.Text("legalName");
    public static readonly Column Country = Forms.Value("country", v => v.Countries, (o, v) => o.Country = v, o => o.Country);
    public static readonly Column Roles = Forms.Values("roles", v => v.OrganisationRoles, o => o.Roles);
    public static readonly Column Sectors = Forms.Values("sectors", v => v.Sectors, o => o.Sectors);
    public static readonly Column Identifiers = Forms.Strings("identifiers", PartForms.Identifier, o => o.Identifiers);
    public static readonly Column Parent = Forms.Own("parent", ColumnForm.Single, (cell, organisation, row) => organisation.Parent = PartForms.Organisation(cell, row), (json, organisation, _) => json.WriteStringValue(organisation.Parent));
    public static readonly Column Homepage = Forms.Url("homepage");

    /// <summary>The whole table, with its readings and writings.</summary>
    public static readonly RecordColumns<Organisation> Table = Forms.ToTable();

    static void ReadId(ReadOnlySpan<char> cell, Organisation organisation, RowReading row)
    {
        if (OrganisationId.IsValid(cell)) organisation.Id = cell.ToString();
        else row.Add(OrganisationFindings.IdInvalid);
    }
}
