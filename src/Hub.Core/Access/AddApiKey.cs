using System.Globalization;
using Hub.Audit;
using Hub.Organisations;
using Hub.Ports;

namespace Hub.Access;

/// <param name="Repeatable">Null: a new key each time.</param>
public sealed record AddApiKeyCommand(OrganisationId Organisation, IReadOnlyCollection<Role> Roles, DateTimeOffset? ExpiresAt, RepeatableRequest? Repeatable = null);

/// <summary>A request that gives the same key within 7 days.</summary>
/// <param name="IdempotencyKey">1 to 255 characters.</param>
/// <param name="CallerSecret">The secret the caller signed in with.</param>
public sealed record RepeatableRequest(string IdempotencyKey, string CallerSecret);

/// <summary>A registrar hands out a key to an organisation of the register.</summary>
public sealed class AddApiKeyHandler(ApiKeys keys, OrganisationRegister organisations, RepeatableSecrets repeatable, IQueue queue, TimeProvider clock)
{
    public async Task<Result<(ApiKey Key, string Secret)>> HandleAsync(Caller caller, AddApiKeyCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Registrar)) return new Problem(ProblemKind.Forbidden, "key.not-allowed", "Only a registrar hands out keys.");
        if (command.Roles.Count == 0) return new Problem(ProblemKind.Invalid, "key.no-role", "A key needs at least one role.");
        if (command.ExpiresAt <= clock.GetUtcNow()) return new Problem(ProblemKind.Invalid, "key.expired", "The expiry lies in the past.");
        if (!await organisations.ExistsAsync(command.Organisation, cancel))
            return new Problem(ProblemKind.Invalid, "key.organisation-unknown", "The organisation is not in the register.", $"Register {command.Organisation} first.");
        Result<(ApiKey Key, string Secret)> added = await AddAsync(caller, command, cancel);
        if (added.Problem is null) await queue.TellAuditAsync(ApiKeys.Table, ApiKeys.PartitionOf(added.Value.Key), cancel);
        return added;
    }

    async Task<Result<(ApiKey Key, string Secret)>> AddAsync(Caller caller, AddApiKeyCommand command, CancellationToken cancel)
    {
        if (command.Repeatable is not { } again) return await keys.AddAsync(command.Organisation, command.Roles, command.ExpiresAt, cancel, caller);

        string what = string.Create(CultureInfo.InvariantCulture, $"{command.Organisation} {string.Join(',', command.Roles.Distinct().Order())} {command.ExpiresAt:O}");
        Result<byte[]> secret = await repeatable.DrawAsync(caller.Organisation, again, what, cancel);
        return secret.Problem is { } reused ? reused : await keys.AddAsync(secret.Value, command.Organisation, command.Roles, command.ExpiresAt, caller, cancel);
    }
}
