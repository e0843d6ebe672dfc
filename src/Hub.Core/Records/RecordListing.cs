using Hub.Ports;

namespace Hub.Records;

/// <summary>A record with its public id.</summary>
public sealed record ListedRecord(string Id, StoredRecord Record);

/// <summary>
/// Lists the public records of a table. The order is that of storage (partition, then id): page 10,000 costs what page 1 does,
/// because a cursor is a place and not a count.
/// </summary>
public sealed class RecordListing(ITables tables)
{
    /// <param name="after">Cursor of the page before; null for the first.</param>
    /// <param name="idOf">Reads the public id out of a record, for rows whose key is escaped.</param>
    public async Task<Result<Page<ListedRecord>>> PageAsync(string table, string? after, int limit, CancellationToken cancel)
    {
        if (!Cursor.TryParse(after, out Cursor cursor)) return PageProblems.CursorInvalid();
        var items = new List<ListedRecord>(limit);
        for (int partition = cursor.Partition; partition < RecordKeys.PartitionCount; partition++, cursor = new Cursor(partition, FirstRow))
        {
            for (string from = cursor.From; ;)
            {
                IReadOnlyList<TableRow> rows = await tables.ScanAsync(table, RecordKeys.Partition(partition), from, null, Math.Min(TableLimits.MaxPage, limit - items.Count + 8), cancel);
                foreach (TableRow row in rows)
                {
                    if (RecordKeys.IsVersion(row.Row) || StoredRecord.From(row) is not { Stamp.Visibility: Visibility.Public } record) continue;
                    items.Add(new ListedRecord(RecordKeys.IdOf(row.Row), record));
                    if (items.Count == limit) return new Page<ListedRecord>(items, new Cursor(partition, RowRange.After(row.Row)).ToString());
                }

                if (rows.Count == 0) break;
                from = RowRange.After(rows[^1].Row);
            }
        }

        return new Page<ListedRecord>(items, null);
    }

    /// <summary>Rows of the scheme itself begin with <c>!</c>, which sorts before every letter and digit.</summary>
    const string FirstRow = "\"";

    readonly record struct Cursor(int Partition, string From)
    {
        public static bool TryParse(string? text, out Cursor cursor)
        {
            cursor = new Cursor(0, FirstRow);
            if (string.IsNullOrEmpty(text)) return true;
            if (!System.Buffers.Text.Base64Url.IsValid(text)) return false;
            string plain = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(text));
            if (plain.Length < 3 || !int.TryParse(plain.AsSpan(0, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out int partition)) return false;
            cursor = new Cursor(partition, plain[2..]);
            // A cursor can be forged: it must not reach the rows of the scheme, whose bodies are no records.
            return string.CompareOrdinal(cursor.From, FirstRow) >= 0 && cursor.From.Length <= TableLimits.MaxKeyLength
                && !plain.AsSpan(2).ContainsAnyExceptInRange(' ', '~') && !plain.AsSpan(2).ContainsAny("/\\#?");
        }

        public override string ToString() => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Encoding.UTF8.GetBytes($"{Partition:x2}{From}"));
    }
}
