using System.Globalization;
using Hub.Audit;
using Hub.Submissions.Layout;

namespace Hub.Records;

/// <summary>What the log says of a record that is written on its own. Of one about a person without the hash: who knows a few values of it could try the rest.</summary>
static class RecordFacts
{
    public static AuditFact Of(string action, Caller caller, OrganisationId owner, long number, IRecordKind kind, RecordWrite write, DateTimeOffset now) =>
        new(string.Create(CultureInfo.InvariantCulture, $"record~{owner}~{number:D10}"), owner.Value, now, caller.KeyId, action, $"{kind.Table}/{RecordKeys.RowOf(write.Id)}", Content: kind.IsOfLearners ? null : write.Hash);
}
