using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Ports;
using Hub.Records;
using Hub.Submissions;
using Hub.Work;

namespace Hub.Catalogue;

/// <param name="IfMatch">Version the caller has seen; null for "whatever is there".</param>
public sealed record WithdrawEntryCommand(string Id, int? IfMatch);

/// <summary>
/// Takes an entry out of the catalogue: a new version with the status withdrawn. Its earlier versions stay, and it can be
/// published again. Withdrawing what is withdrawn changes nothing.
/// </summary>
public sealed class WithdrawEntryHandler(IQueue queue, RecordTable records, RecordKinds kinds, SubmissionNumbers numbers, TimeProvider clock)
{
    const string Status = "status";
    const string Withdrawn = "withdrawn";

    public async Task<Result<StoredRecord>> HandleAsync(Caller caller, WithdrawEntryCommand command, CancellationToken cancel)
    {
        IRecordKind kind = kinds.Get(CatalogueKind.KindName);
        // Entries of others can not be told from missing ones.
        if (!RecordId.TryParse(command.Id, out RecordId id) || !SubmissionAuthority.MaySend(caller, kind, id.Organisation)) return RecordProblems.NotFound();
        if (await records.FindAsync(kind.Table, command.Id, cancel) is not { } present) return RecordProblems.NotFound();
        if (command.IfMatch is { } expected && expected != present.Stamp.Version) return RecordProblems.VersionDiffers();
        if (command.IfMatch is null && id.Organisation != caller.Organisation) return RecordProblems.ConditionRequired();
        if (Withdraw(present.Json) is not { } json) return present;

        var write = new RecordWrite(command.Id, RecordKeys.PartitionIndexOf(command.Id), Base64Url.EncodeToString(SHA256.HashData(json.Span)), json, Visibility.Hidden, present.Stamp.Version);
        var origin = new WriteOrigin(id.Organisation, await numbers.DrawAsync(id.Organisation, cancel), caller.KeyId, clock.GetUtcNow());
        WriteOutcome[] outcomes = await records.WriteAsync(kind.Table, [write], origin, cancel);
        if (outcomes[0] is WriteOutcome.Superseded or WriteOutcome.VersionDiffers)
            return command.IfMatch is null ? await HandleAsync(caller, command, cancel) : RecordProblems.VersionDiffers();      // somebody was faster
        await queue.SendAsync(Queues.Sequence, kind.Table, TimeSpan.Zero, cancel);
        return (await records.FindAsync(kind.Table, command.Id, cancel))!;
    }

    /// <summary>The same canonical JSON with its last property, the status, replaced; null when it is withdrawn already.</summary>
    static ReadOnlyMemory<byte>? Withdraw(ReadOnlyMemory<byte> json)
    {
        using JsonDocument entry = JsonDocument.Parse(json);
        var buffer = new ArrayBufferWriter<byte>(json.Length + 16);
        using (var writer = new Utf8JsonWriter(buffer, HubJson.WriterOptions))
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in entry.RootElement.EnumerateObject())
            {
                if (property.NameEquals(Status) && property.Value.ValueEquals(Withdrawn)) return null;
                if (!property.NameEquals(Status)) property.WriteTo(writer);
            }

            writer.WriteString(Status, Withdrawn);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
