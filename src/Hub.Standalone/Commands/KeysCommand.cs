using System.CommandLine;
using Hub.Access;
using Hub.Audit;
using Hub.Ports;
using Hub.Standalone.Hosting;

namespace Hub.Standalone.Commands;

/// <summary><c>hub keys</c>: API keys of a data folder.</summary>
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
        return new Command("keys", "API keys of a hub on this machine.") { add };
    }
}
