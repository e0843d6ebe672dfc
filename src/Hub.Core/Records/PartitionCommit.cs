using System.Buffers;
using System.Text.Json;
using Hub.Ports;

namespace Hub.Records;

/// <summary>Collects the changes of one partition until a commit is full.</summary>
/// <param name="isTold">Whether the feed is to learn of the changes: then head and outbox row go with them.</param>
sealed class PartitionCommit(TableRow? head, WriteOrigin origin, bool isTold) : IDisposable
{
    /// <summary>Records offered at a time: a first import writes one row each, beside head and outbox row.</summary>
    public const int MaxRecords = TableLimits.MaxRows - 2;

    /// <summary>Room left for the outbox row and the head.</summary>
    const int MaxBytes = TableLimits.MaxCommitBytes - 128 * 1024;

    readonly List<RowChange> _changes = [];
    readonly OutboxRow _outbox = new(origin);
    readonly RecordBodyWriter _bodies = new();
    int _bytes;
    int _versions;

    public bool HasChanges => _changes.Count > 0;

    /// <summary>Takes the record into this commit; false when it must wait for the next one.</summary>
    public bool TryAdd(RecordWrite write, string row, TableRow? present, out WriteOutcome outcome)
    {
        StoredRecord? current = present is null ? null : StoredRecord.From(present);
        if (write.ExpectedVersion is { } expected && expected != (current?.Stamp.Version ?? 0))
        {
            outcome = WriteOutcome.VersionDiffers;
            return true;
        }

        if (current is not null && Settled(current.Stamp, write) is { } settled)
        {
            outcome = settled;
            return settled != WriteOutcome.Unchanged || TryConfirm(current.Stamp, row, present!, current.Json.Span);
        }

        if (write.Answers is { } answered && answered != (current?.Stamp.Version ?? 0))
        {
            outcome = WriteOutcome.AnswersOld;
            return true;
        }

        outcome = WriteOutcome.Accepted;
        int rowsNeeded = current is null ? 1 : 2;
        int bytesNeeded = write.Json.Length + 256 + (present?.Body.Length ?? 0) + 2 * row.Length;
        if (_changes.Count > 0 && (_changes.Count + rowsNeeded + (origin.Fact is null ? 2 : 3) > TableLimits.MaxRows || _bytes + bytesNeeded > MaxBytes)) return false;

        _bytes += bytesNeeded;
        RecordStamp stamp = StampOf(write, current?.Stamp);
        ReadOnlyMemory<byte> body = _bodies.Compose(stamp, write.Json.Span);
        if (present is null)
        {
            _changes.Add(RowChange.Insert(row, body));
        }
        else
        {
            _changes.Add(RowChange.Replace(row, body, present.ETag));
            _changes.Add(RowChange.Insert(RecordKeys.VersionRow(row, current!.Stamp.Version), present.Body));
        }

        _versions++;
        if (!isTold) return true;
        bool refers = RecordLinks.Has(write.Id, write.Json.Span) || (current is not null && RecordLinks.Has(write.Id, current.Json.Span));
        _outbox.Add(write.Id, stamp, current?.Stamp.Visibility ?? Visibility.Hidden, refers);
        return true;
    }

    RecordStamp StampOf(RecordWrite write, RecordStamp? before)
    {
        long at = origin.At.ToUnixTimeMilliseconds();
        if (write.Step == TakeDownStep.TakeDown && before is { } shown) return shown with { Version = shown.Version + 1, Visibility = Visibility.Hidden, Down = shown.Visibility, AtMilliseconds = at };
        if (write.Step == TakeDownStep.Lift && before is { Down: { } wanted } down) return down with { Version = down.Version + 1, Visibility = wanted, Down = null, AtMilliseconds = at };
        var stamp = new RecordStamp((before?.Version ?? 0) + 1, write.Hash, origin.Submitter.Value, origin.Submission, write.Visibility, AtMilliseconds: at);
        // Whatever its owner sends, what is taken down stays down; it comes back as sent when that is lifted.
        return before?.Down is null ? stamp : stamp with { Visibility = Visibility.Hidden, Down = write.Visibility };
    }

    /// <summary>Notes that this submission brought the same content; false when it must wait for the next commit.</summary>
    bool TryConfirm(RecordStamp stamp, string row, TableRow present, ReadOnlySpan<byte> json)
    {
        if (!origin.Confirms || stamp.Submitter != origin.Submitter.Value || Math.Max(stamp.Submission, stamp.Confirmed) >= origin.Submission) return true;
        int bytes = present.Body.Length + row.Length + 64;
        if (_changes.Count > 0 && (_changes.Count + 3 > TableLimits.MaxRows || _bytes + bytes > MaxBytes)) return false;
        _bytes += bytes;
        _changes.Add(RowChange.Replace(row, _bodies.Compose(stamp with { Confirmed = origin.Submission }, json), present.ETag));
        return true;
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _bodies.Dispose();
    }

    /// <summary>What needs no writing: the same content, or content of a later submission.</summary>
    WriteOutcome? Settled(RecordStamp stamp, RecordWrite write)
    {
        if (write.Step != TakeDownStep.None) return write.Step == TakeDownStep.TakeDown == stamp.Down is not null ? WriteOutcome.Unchanged : null;
        bool own = stamp.Submitter == origin.Submitter.Value;
        if (stamp.Hash == write.Hash && (stamp.Down ?? stamp.Visibility) == write.Visibility)
            return own && stamp.Submission == origin.Submission ? WriteOutcome.Accepted : WriteOutcome.Unchanged;
        return own && Math.Max(stamp.Submission, stamp.Confirmed) > origin.Submission ? WriteOutcome.Superseded : null;
    }

    public IReadOnlyList<RowChange> Changes()
    {
        if (_versions == 0) return _changes;        // nothing but confirmations: there is nothing to tell
        if (origin.Fact is { } fact) _changes.Add(fact.ToChange());
        if (!isTold) return _changes;
        long counter = head is null ? 1 : ReadCounter(head.Body.Span) + 1;
        byte[] headBody = WriteCounter(counter);
        _changes.Add(head is null ? RowChange.Insert(RecordKeys.Head, headBody) : RowChange.Replace(RecordKeys.Head, headBody, head.ETag));
        _changes.Add(RowChange.Insert(RecordKeys.OutboxRow(counter), _outbox.Body));
        return _changes;
    }

    static long ReadCounter(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
            if (reader.TokenType == JsonTokenType.Number) return reader.GetInt64();
        throw new InvalidDataException("A partition head holds no counter.");
    }

    static byte[] WriteCounter(long counter)
    {
        var buffer = new ArrayBufferWriter<byte>(32);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("counter"u8, counter);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
