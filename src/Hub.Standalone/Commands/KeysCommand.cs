using System.CommandLine;
using Hub.Access;
using Hub.Learners.Sealing;
using Hub.Ports;
using Hub.Releases;
using Hub.Audit;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;

namespace Hub.Standalone.Commands;

/// <summary><c>hub keys</c>: API keys of a data folder, the key it signs with, and the one that wraps the keys of learners.</summary>
static class KeysCommand
{
    const string Signing = "signing", Wrapping = "wrapping";

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
        return new Command("keys", "API keys, the signing key and the wrapping key of a hub on this machine.") { add, KeyListCommands.List(), KeyListCommands.Revoke(), Rotate() };
    }

    static Command Rotate()
    {
        var data = new Option<string>("--data") { Description = "Data folder of a hub on this machine that is not serving.", Required = true };
        var key = new Argument<string>("key") { Description = "signing, or wrapping: the one by which keys of learners and of files about them are encrypted.", DefaultValueFactory = _ => Signing };
        key.AcceptOnlyFromAmong(Signing, Wrapping);
        Option<bool> json = Common.Json();
        var rotate = new Command("rotate", "Make a new key in the place of one that is destroyed. What was signed stays checkable: the public part of a signing key stays published. What was wrapped is wrapped by the new key.") { key, data, json };
        rotate.SetAction((parsed, cancel) => Common.RunAsync(parsed.GetValue(json), async terminal =>
        {
            await using LocalHub hub = LocalHub.OpenExisting(parsed.GetValue(data)!);
            return await (parsed.GetValue(key) == Wrapping ? RotateWrappingAsync(terminal, hub, cancel) : RotateSigningAsync(terminal, hub, cancel));
        }));
        return rotate;
    }

    static async Task<int> RotateSigningAsync(Terminal terminal, LocalHub hub, CancellationToken cancel)
    {
        PublicSigningKey made = await hub.Get<DataFolder>().Signer.RotateAsync(cancel);
        await hub.Get<ReleaseSwitch>().PublishKeysAsync(cancel);
        int retired = (await hub.Get<ISigner>().KeysAsync(cancel)).Count(k => k.RetiredAt is not null);
        terminal.Line($"New signing key {made.KeyId}; {retired} retired {(retired == 1 ? "key stays" : "keys stay")} published.");
        terminal.Line("Who has pinned keys needs the new one: open/jwks.json, or /.well-known/jwks.json.");
        terminal.Result(new { made.KeyId, made.CreatedAt, retired });
        return ExitCode.Ok;
    }

    static async Task<int> RotateWrappingAsync(Terminal terminal, LocalHub hub, CancellationToken cancel)
    {
        var rotate = new RotateWrappingKey(hub.Get<ITables>(), hub.Get<DataFolder>().KeyRing, hub.Get<IRemains>(), hub.Get<IQueue>(), hub.Get<TimeProvider>());
        Result<WrappingRotation> rotated = await rotate.HandleAsync(LocalHub.Actor, cancel);
        if (rotated.Problem is { } problem) return terminal.Fail(problem);
        WrappingRotation done = rotated.Value;
        terminal.Line($"New wrapping key {done.KeyId}; {done.Rewrapped} {(done.Rewrapped == 1 ? "key was" : "keys were")} wrapped anew, and the old wrapping key is destroyed.");
        terminal.Line("Copy keys/learners/ring.json for its backup now. Older backups of the data open only by the ring.json of their time.");
        terminal.Result(new { done.KeyId, done.Rewrapped, done.Retired });
        return ExitCode.Ok;
    }
}
