using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Hub.Catalogue;
using Hub.Ports;
using Hub.Records;

namespace Hub.Rules.Previews;

/// <summary>Reads the current entries part by part, drafts among them; what is withdrawn is left out. A cursor is a place, not a count.</summary>
static class StoredEntries
{
    /// <summary>Rows of the scheme itself begin with <c>!</c>, which sorts before every letter and digit.</summary>
    const string FirstRow = "\"";

    public readonly record struct Place(int Partition, string From)
    {
        public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Partition:x2}{From}"));
    }

    public static bool TryStart(string? cursor, out Place place)
    {
        place = new Place(0, FirstRow);
        if (string.IsNullOrEmpty(cursor)) return true;
        if (!Base64Url.IsValid(cursor)) return false;
        string plain = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        if (plain.Length < 3 || !int.TryParse(plain.AsSpan(0, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int partition)) return false;
        place = new Place(partition, plain[2..]);
        // A cursor can be forged: it must not reach the rows of the scheme, whose bodies are no records.
        return string.CompareOrdinal(place.From, FirstRow) >= 0 && place.From.Length <= TableLimits.MaxKeyLength
            && !plain.AsSpan(2).ContainsAnyExceptInRange(' ', '~') && !plain.AsSpan(2).ContainsAny("/\\#?");
    }

    public static async Task<(IReadOnlyList<ListedRecord> Entries, string? Next, int Looked)> ReadAsync(ITables tables, string table, Place place, int limit, CancellationToken cancel)
    {
        var entries = new List<ListedRecord>();
        int looked = 0;
        for (int partition = place.Partition; partition < RecordKeys.PartitionCount; partition++, place = new Place(partition, FirstRow))
        {
            for (string from = place.From; ;)
            {
                IReadOnlyList<TableRow> rows = await tables.ScanAsync(table, RecordKeys.Partition(partition), from, null, Math.Min(TableLimits.MaxPage, limit - looked + 1), cancel);
                foreach (TableRow row in rows)
                {
                    if (looked == limit) return (entries, new Place(partition, row.Row).ToString(), looked);
                    if (RecordKeys.IsVersion(row.Row)) continue;
                    looked++;
                    var record = StoredRecord.From(row);
                    if (!EntryWithdrawal.IsWithdrawn(record)) entries.Add(new ListedRecord(RecordKeys.IdOf(row.Row), record));
                }

                if (rows.Count == 0) break;
                from = RowRange.After(rows[^1].Row);
            }
        }

        return (entries, null, looked);
    }
}
