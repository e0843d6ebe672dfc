using System.CommandLine;
using System.Globalization;
using Hub.Access;
using Hub.Audit;
using Hub.Ports;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;

namespace Hub.Standalone.Commands;

/// <summary><c>hub keys list</c> and <c>hub keys revoke</c>. A hub that serves answers the same at <c>/v1/keys</c>.</summary>
static class KeyListCommands
{
    const int PageKeys = 1_000;

    static readonly Option<string> Data = new("--data") { Description = "Data folder of a hub on this machine.", Required = true };

    public static Command List()
    {
        var organisation = new Option<string?>("--org") { Description = "Only keys of this organisation." };
        Option<bool> json = Common.Json();
        var list = new Command("list", "List API keys, those that expired or were revoked included; never a secret.") { organisation, Data, json };
        list.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            OrganisationId org = default;
            if (parsed.GetValue(organisation) is { } named && !OrganisationId.TryParse(named, out org)) return terminal.Fail(Common.NoOrganisation(named));
            using DataFolder folder = DataFolder.OpenForReading(parsed.GetValue(Data)!, TimeProvider.System);
            var keys = new ApiKeys(folder.Tables, TimeProvider.System);
            var found = new List<ApiKey>();
            string? after = null;
            do
            {
                Page<ApiKey> page = await keys.ListAsync(parsed.GetValue(organisation) is null ? null : org, after, PageKeys, cancel);
                found.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);
            terminal.Table(["key", "organisation", "roles", "made", "state"], found.Select(Row));
            terminal.Result(new { keys = found.Select(k => new { k.Id, organisation = k.Organisation, k.Roles, k.CreatedAt, k.ExpiresAt, k.RevokedAt }) });
            return ExitCode.Ok;
        }));
        return list;
    }

    public static Command Revoke()
    {
        var id = new Argument<string>("key") { Description = "Public id of the key, 16 hexadecimal digits: see hub keys list." };
        Option<bool> json = Common.Json();
        var revoke = new Command("revoke", "End an API key for good. The hub must not be serving; of one that serves, DELETE /v1/keys/ID does it.") { id, Data, json };
        revoke.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            await using LocalHub hub = LocalHub.OpenExisting(parsed.GetValue(Data)!);
            if (await hub.Get<ApiKeys>().RevokeAsync(parsed.GetValue(id)!, null, cancel) is not { } key) return terminal.Fail(RevokeApiKeyHandler.Unknown());
            await hub.Get<IQueue>().TellAuditAsync(ApiKeys.Table, ApiKeys.PartitionOf(key), cancel);
            terminal.Line($"Key {key.Id} of {key.Organisation} is revoked.");
            terminal.Result(new { key.Id, organisation = key.Organisation, key.RevokedAt });
            return ExitCode.Ok;
        }));
        return revoke;
    }

    static IReadOnlyList<string> Row(ApiKey key) => [key.Id, key.Organisation.Value, string.Join(", ", key.Roles.Select(HubJson.NameOf)), Day(key.CreatedAt), StateOf(key, DateTimeOffset.UtcNow)];

    static string StateOf(ApiKey key, DateTimeOffset now) =>
        key.RevokedAt is { } revoked ? $"revoked {Day(revoked)}"
        : key.ExpiresAt is not { } expires ? "works"
        : expires <= now ? $"expired {Day(expires)}"
        : $"works until {Day(expires)}";

    static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
