using Hub.Organisations;

namespace Hub.Access;

public sealed record AddApiKeyCommand(OrganisationId Organisation, IReadOnlyCollection<Role> Roles, DateTimeOffset? ExpiresAt);

/// <summary>A registrar hands out a key to an organisation of the register.</summary>
public sealed class AddApiKeyHandler(ApiKeys keys, OrganisationRegister organisations, TimeProvider clock)
{
    public async Task<Result<(ApiKey Key, string Secret)>> HandleAsync(Caller caller, AddApiKeyCommand command, CancellationToken cancel)
    {
        if (!caller.Has(Role.Registrar)) return new Problem(ProblemKind.Forbidden, "key.not-allowed", "Only a registrar hands out keys.");
        if (command.Roles.Count == 0) return new Problem(ProblemKind.Invalid, "key.no-role", "A key needs at least one role.");
        if (command.ExpiresAt <= clock.GetUtcNow()) return new Problem(ProblemKind.Invalid, "key.expired", "The expiry lies in the past.");
        if (!await organisations.ExistsAsync(command.Organisation, cancel))
            return new Problem(ProblemKind.Invalid, "key.organisation-unknown", "The organisation is not in the register.", $"Register {command.Organisation} first.");
        return await keys.AddAsync(command.Organisation, command.Roles, command.ExpiresAt, cancel);
    }
}
