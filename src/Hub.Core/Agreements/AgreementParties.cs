using Hub.Ports;
using Hub.Records;

namespace Hub.Agreements;

/// <summary>
/// The agreements of an organisation: a row each in its partition, written before the agreement, so that none is missing whenever a
/// process dies. A row says nothing but the id; whether the organisation is a party the agreement itself says.
/// </summary>
sealed class AgreementParties(ITables tables)
{
    public const string Table = "agreementparties";

    static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

    public async Task NoteAsync(IEnumerable<AgreementTerms> agreements, CancellationToken cancel)
    {
        foreach ((string, string)[] some in agreements.SelectMany(PlacesOf).Distinct().Chunk(2000))
            await tables.WriteManyAsync(Table, [.. some.Select(place => (place.Item1, place.Item2, Nothing))], cancel);
    }

    /// <summary>Ids in their order, and the row to go on from.</summary>
    /// <param name="after">Row to go on from; null for the first.</param>
    public async Task<IReadOnlyList<(string Id, string Row)>> OfAsync(OrganisationId organisation, string? after, int limit, CancellationToken cancel)
    {
        IReadOnlyList<TableRow> rows = await tables.ScanAsync(Table, organisation.Value, after is null ? "!" : RowRange.After(after), null, limit, cancel);
        return [.. rows.Select(r => (RecordKeys.IdOf(r.Row), r.Row))];
    }

    public async Task RemoveAsync(AgreementTerms agreement, CancellationToken cancel)
    {
        foreach ((string organisation, string row) in PlacesOf(agreement))
            if (await tables.FindAsync(Table, organisation, row, cancel) is { } found) await tables.CommitAsync(Table, organisation, [RowChange.Delete(row, found.ETag)], cancel);
    }

    /// <summary>Parties that the register does not know are nobody who could ask.</summary>
    static IEnumerable<(string Organisation, string Row)> PlacesOf(AgreementTerms agreement) =>
        new[] { agreement.Owner, agreement.Home, agreement.Host }.Concat(agreement.Parties).OfType<string>().Where(o => OrganisationId.IsValid(o)).Distinct().Select(o => (o, RecordKeys.RowOf(agreement.Id)));
}
