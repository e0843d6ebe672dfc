using System.Buffers.Text;
using System.Text;
using Hub.Access;
using Hub.Pipeline.Tests.Support;
using Hub.Ports;

namespace Hub.Pipeline.Tests.Access;

public sealed class ApiKeysTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly TestHub _hub;

    public ApiKeysTests() => _hub = TestHub.Open(_folder);

    public void Dispose()
    {
        _hub.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task FindAsync_SecretThatWasHandedOut_IsTheKey()
    {
        (ApiKey key, string secret) = await _hub.Keys.AddAsync(TestHub.School, [Role.Reviewer, Role.Provider, Role.Provider], null, TestHub.Cancel);
        ApiKey found = (await _hub.Keys.FindAsync(secret, TestHub.Cancel))!;
        Assert.Equal((key.Id, TestHub.School), (found.Id, found.Organisation));
        Assert.Equal([Role.Provider, Role.Reviewer], found.Roles);
        Assert.Equal(16, found.Id.Length);
        Assert.True(found.ToCaller().Has(Role.Provider));
        Assert.Equal(32, Base64Url.DecodeFromChars(secret.AsSpan(4)).Length);
    }

    [Fact]
    public async Task AddAsync_Secret_IsInNoFileOfTheDataFolder()
    {
        var secrets = new List<string>();
        for (int i = 0; i < 20; i++) secrets.Add((await _hub.Keys.AddAsync(TestHub.School, [Role.Provider], null, TestHub.Cancel)).Secret);
        foreach (string secret in secrets) Assert.NotNull(await _hub.Keys.FindAsync(secret, TestHub.Cancel));
        AssertNowhere(secrets);
        _hub.Dispose();
        AssertNowhere(secrets);
    }

    void AssertNowhere(List<string> secrets)
    {
        int seen = 0;
        foreach (string path in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith("hub.lock", StringComparison.Ordinal)))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            seen += bytes.AsSpan().Count("PT-ESCOLA"u8);
            foreach (string secret in secrets)
            {
                Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret[4..])));
                Assert.Equal(-1, bytes.AsSpan().IndexOf(Base64Url.DecodeFromChars(secret.AsSpan(4))));
            }
        }

        Assert.True(seen >= secrets.Count);                                 // the keys themselves are there
    }

    [Fact]
    public async Task FindAsync_AfterItsExpiry_IsNothing()
    {
        DateTimeOffset expiry = _hub.Clock.GetUtcNow().AddHours(1);
        (_, string secret) = await _hub.Keys.AddAsync(TestHub.School, [Role.Provider], expiry, TestHub.Cancel);
        _hub.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(await _hub.Keys.FindAsync(secret, TestHub.Cancel));
        _hub.Clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await _hub.Keys.FindAsync(secret, TestHub.Cancel));
    }

    [Fact]
    public async Task FindAsync_UnknownSecrets_AreNothing()
    {
        (ApiKey key, string secret) = await _hub.Keys.AddAsync(TestHub.School, [Role.Provider], null, TestHub.Cancel);
        string[] unknown = ["", "hub_", secret[4..], secret + "x", secret[..^1], "HUB_" + secret[4..], $"hub_{key.Id}", "hub_" + new string('x', 200), secret.ToUpperInvariant(), " " + secret];
        foreach (string other in unknown) Assert.Null(await _hub.Keys.FindAsync(other, TestHub.Cancel));
    }

    [Fact]
    public async Task HandleAsync_Registrar_HandsOutKeysToTheRegisteredOnly()
    {
        await _hub.RegisterAsync(TestHub.School.Value, "PT");
        var handler = new AddApiKeyHandler(_hub.Keys, _hub.Organisations, new RepeatableSecrets(_hub.Tables, _hub.Clock), _hub.Queue, _hub.Clock);
        async Task<string?> CodeAsync(Caller caller, AddApiKeyCommand command) => (await handler.HandleAsync(caller, command, TestHub.Cancel)).Problem?.Code;
        var good = new AddApiKeyCommand(TestHub.School, [Role.Provider], null);
        Assert.Null(await CodeAsync(TestHub.Registrar, good));
        Assert.Equal("key.not-allowed", await CodeAsync(TestHub.CallerOf(TestHub.School), good));
        Assert.Equal("key.no-role", await CodeAsync(TestHub.Registrar, good with { Roles = [] }));
        Assert.Equal("key.expired", await CodeAsync(TestHub.Registrar, good with { ExpiresAt = _hub.Clock.GetUtcNow() }));
        Assert.Equal("key.organisation-unknown", await CodeAsync(TestHub.Registrar, good with { Organisation = OrganisationId.Parse("PT-NINGUEM") }));
    }

    [Fact]
    public async Task RevokeAsync_Key_EndsItForGoodAndStandsInTheLogOnce()
    {
        (ApiKey key, string secret) = await _hub.Keys.AddAsync(TestHub.School, [Role.Provider], null, TestHub.Cancel);
        (_, string other) = await _hub.Keys.AddAsync(TestHub.School, [Role.Provider], null, TestHub.Cancel);
        DateTimeOffset now = _hub.Clock.GetUtcNow();
        ApiKey revoked = (await _hub.Keys.RevokeAsync(key.Id, TestHub.Registrar, TestHub.Cancel))!;
        _hub.Clock.Advance(TimeSpan.FromMinutes(1));
        ApiKey again = (await _hub.Keys.RevokeAsync(key.Id, TestHub.Registrar, TestHub.Cancel))!;
        Assert.Equal((now, now), (revoked.RevokedAt, again.RevokedAt));
        Assert.Null(await _hub.Keys.FindAsync(secret, TestHub.Cancel));
        Assert.NotNull(await _hub.Keys.FindAsync(other, TestHub.Cancel));
        IReadOnlyList<TableRow> facts = await _hub.Tables.ScanAsync(ApiKeys.Table, ApiKeys.PartitionOf(key), $"!audit~key~{key.Id}~", $"!audit~key~{key.Id}~~", 10, TestHub.Cancel);
        Assert.Contains("\"key.revoked\"", Encoding.UTF8.GetString(Assert.Single(facts).Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RevokeAsync_IdOfNoKey_IsNothing()
    {
        (ApiKey key, string secret) = await _hub.Keys.AddAsync(TestHub.School, [Role.Provider], null, TestHub.Cancel);
        foreach (string id in (string[])["", "ff", key.Id[..15], key.Id + "0", key.Id.ToUpperInvariant() + "X", new string('0', 16), "!audit~key~00000"])
            Assert.Null(await _hub.Keys.RevokeAsync(id, null, TestHub.Cancel));
        Assert.NotNull(await _hub.Keys.FindAsync(secret, TestHub.Cancel));
    }

    [Fact]
    public async Task ListAsync_PagesOfAnySize_HoldEveryKeyOnce()
    {
        var made = new List<string>();
        for (int i = 0; i < 30; i++) made.Add((await _hub.Keys.AddAsync(i % 3 == 0 ? TestHub.Registry : TestHub.School, [Role.Provider], null, TestHub.Cancel)).Key.Id);
        foreach (int size in (int[])[1, 7, 30, 100])
        {
            var seen = new List<string>();
            for (string? after = null; ;)
            {
                Page<ApiKey> page = await _hub.Keys.ListAsync(null, after, size, TestHub.Cancel);
                seen.AddRange(page.Items.Select(k => k.Id));
                if ((after = page.Next) is null) break;
            }

            Assert.Equal(made.Order(StringComparer.Ordinal), seen);
        }

        Assert.Equal(10, (await _hub.Keys.ListAsync(TestHub.Registry, null, 100, TestHub.Cancel)).Items.Count);
    }
}
