using Hub.Audit;
using Hub.Ports;

namespace Hub.Access;

/// <summary>A registrar ends a key, such as one that others have seen.</summary>
public sealed class RevokeApiKeyHandler(ApiKeys keys, IQueue queue)
{
    public async Task<Result<ApiKey>> HandleAsync(Caller caller, string id, CancellationToken cancel)
    {
        if (!caller.Has(Role.Registrar)) return new Problem(ProblemKind.Forbidden, "key.revoking-not-allowed", "Only a registrar revokes keys.");
        if (await keys.RevokeAsync(id, caller, cancel) is not { } key) return Unknown();
        await queue.TellAuditAsync(ApiKeys.Table, ApiKeys.PartitionOf(key), cancel);
        return key;
    }

    public static Problem Unknown() => new(ProblemKind.NotFound, "key.unknown", "There is no such key.");
}
