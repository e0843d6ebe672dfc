using System.CommandLine;
using Hub.Access;
using Hub.Ports;
using Hub.Releases;
using Hub.Audit;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;

namespace Hub.Standalone.Commands;

/// <summary><c>hub keys</c>: API keys of a data folder, and the key it signs with.</summary>
static class KeysCommand
{
    public static Command Create()
    {
        var organisation = new Option<string>("--org") { Description = "Organisation the key acts for.", Required = true };
        var roles = new Option<Role[]>("--role") { Description = "provider, reviewer, registrar, publisher, auditor; may be given several times.", Required = true, AllowMultipleArgumentsPerToken = true };
        var days = new Option<int?>("--days") { Description = "Days until the key expires; by default it does not." };
        var data = new Option<string>("--data") { Description = "Data folder of a hub on this machine.", Required = true };
        Option<bool> json = Common.Json();
        var add = new Command("add", "Make an API key and show it once.") { organisation, roles, days, data, json };
        add.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            if (!OrganisationId.TryParse(parsed.GetValue(organisation), out OrganisationId org)) return terminal.Fail(Common.NoOrganisation(parsed.GetValue(organisation)));
            await using LocalHub hub = LocalHub.Open(parsed.GetValue(data)!);
            DateTimeOffset? expires = parsed.GetValue(days) is { } n ? DateTimeOffset.UtcNow.AddDays(n) : null;
            (ApiKey key, string secret) = await hub.Get<ApiKeys>().AddAsync(org, parsed.GetValue(roles)!, expires, cancel);
            await hub.Get<IQueue>().TellAuditAsync(ApiKeys.Table, ApiKeys.PartitionOf(key), cancel);
            terminal.Line($"Key {key.Id} for {org}: {string.Join(", ", key.Roles.Select(HubJson.NameOf))}{(expires is null ? "" : $", until {expires:yyyy-MM-dd}")}");
            terminal.Line(secret);
            terminal.Line("It is shown this once; only its hash is stored.");
            terminal.Result(new { key.Id, organisation = org, roles = key.Roles, expiresAt = key.ExpiresAt, secret });
            return ExitCode.Ok;
        }));
        return new Command("keys", "API keys and the signing key of a hub on this machine.") { add, Rotate() };
    }

    static Command Rotate()
    {
        var data = new Option<string>("--data") { Description = "Data folder of a hub on this machine that is not serving.", Required = true };
        Option<bool> json = Common.Json();
        var rotate = new Command("rotate", "Make a new signing key. The old one is destroyed; its public part stays published, so what it signed stays checkable.") { data, json };
        rotate.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            await using LocalHub hub = LocalHub.Open(parsed.GetValue(data)!);
            PublicSigningKey made = await hub.Get<DataFolder>().Signer.RotateAsync(cancel);
            await hub.Get<ReleaseSwitch>().PublishKeysAsync(cancel);
            int retired = (await hub.Get<ISigner>().KeysAsync(cancel)).Count(k => k.RetiredAt is not null);
            terminal.Line($"New signing key {made.KeyId}; {retired} retired {(retired == 1 ? "key stays" : "keys stay")} published.");
            terminal.Line("Who has pinned keys needs the new one: open/jwks.json, or /.well-known/jwks.json.");
            terminal.Result(new { made.KeyId, made.CreatedAt, retired });
            return ExitCode.Ok;
        }));
        return rotate;
    }
}
