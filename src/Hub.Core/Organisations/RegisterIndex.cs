using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Organisations.Accreditations;
using Hub.Ports;
using Hub.Records;

namespace Hub.Organisations;

/// <summary>
/// Ways to records of the register other than their ids: organisations by identifier, accreditations by the organisation they are
/// about and by the agency. Its rows are written before the records and never taken away, so the index never lacks a record that is
/// stored, whenever a process dies; what a row leads to says itself whether it is still so. See decision 0024.
/// </summary>
public sealed class RegisterIndex(ITables tables)
{
    public const string Table = "register";

    const string About = "o~", By = "a~";

    /// <summary>Rows of one write, so that memory does not grow with a bulk load.</summary>
    const int RowsAtATime = 2000;

    static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

    /// <summary>Notes where the records will be found. Nothing for tables that are not of the register.</summary>
    public async Task NoteAsync(string table, IReadOnlyList<RecordWrite> writes, CancellationToken cancel)
    {
        if (table is not (OrganisationRegister.Table or AccreditationKind.TableName)) return;
        IEnumerable<(string, string)> places = table == OrganisationRegister.Table ? writes.SelectMany(PlacesOfOrganisation) : writes.SelectMany(PlacesOfAccreditation);
        foreach ((string Partition, string Row)[] some in places.Distinct().Chunk(RowsAtATime))
            await tables.WriteManyAsync(Table, [.. some.Select(p => (p.Partition, p.Row, Nothing))], cancel);
    }

    /// <summary>Ids of organisations that have this identifier, or once had.</summary>
    public async Task<IReadOnlyList<string>> OrganisationsOfAsync(string identifier, CancellationToken cancel)
    {
        (string partition, string prefix) = PlaceOf(identifier);
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, partition, prefix, RowRange.EndOf(prefix), 16, cancel);
        return [.. rows.Select(r => r.Row[prefix.Length..])];
    }

    /// <summary>Ids of accreditations about an organisation, or decided by it, now or once; and the row to go on from.</summary>
    /// <param name="after">Row to go on from; null for the first.</param>
    public async Task<IReadOnlyList<(string Id, string Row)>> AccreditationsOfAsync(string organisation, bool asAgency, string? after, int limit, CancellationToken cancel)
    {
        string prefix = asAgency ? By : About;
        string from = after is null ? prefix : prefix + RowRange.After(after);
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, organisation, from, RowRange.EndOf(prefix), limit, cancel);
        return [.. rows.Select(r => r.Row[prefix.Length..]).Select(row => (RecordKeys.IdOf(row), row))];
    }

    static IEnumerable<(string, string)> PlacesOfOrganisation(RecordWrite write)
    {
        using JsonDocument json = JsonDocument.Parse(write.Json);
        if (!json.RootElement.TryGetProperty("identifiers", out JsonElement identifiers)) return [];
        return [.. identifiers.EnumerateArray().Select(i => PlaceOf(i.GetString()!)).Select(p => (p.Partition, p.Prefix + write.Id))];
    }

    static IEnumerable<(string, string)> PlacesOfAccreditation(RecordWrite write)
    {
        using JsonDocument json = JsonDocument.Parse(write.Json);
        string row = RecordKeys.RowOf(write.Id);
        return [(json.RootElement.GetProperty("organisation").GetString()!, About + row), (json.RootElement.GetProperty("agency").GetString()!, By + row)];
    }

    /// <summary>Hashed: an identifier may be longer than a key, and hold what no key may.</summary>
    static (string Partition, string Prefix) PlaceOf(string identifier)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identifier)));
        return ($"={hash[..2]}", hash + "~");
    }
}
