using System.Security.Cryptography;
using Hub.Access;
using Hub.Http.SignIn;
using Hub.Storage.Embedded.Folders;
using Microsoft.Extensions.Options;

namespace Hub.Http.Tests.Pipeline;

public sealed class BearerKeysTests : IDisposable
{
    static readonly OrganisationId Organisation = OrganisationId.Parse("FI-X");

    readonly string _path = Path.Combine(Path.GetTempPath(), $"hub-keys-{Guid.NewGuid():N}");
    readonly Clock _clock = new();
    readonly DataFolder _folder;

    public BearerKeysTests() => _folder = DataFolder.Open(_path, _clock);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    [Fact]
    public async Task Find_KnownKey_IsRememberedButNotBeyondItsExpiry()
    {
        var store = new ApiKeys(_folder.Tables, _clock);
        BearerKeys keys = Keys(new HubOptions());
        (ApiKey key, string secret) = await store.AddAsync(Organisation, [Role.Provider], _clock.Now.AddSeconds(10), Cancel);
        Caller? first = await keys.FindAsync(secret, Cancel);
        Assert.Equal(key.Id, first!.KeyId);
        Assert.Same(first, await keys.FindAsync(secret, Cancel));
        _clock.Now += TimeSpan.FromSeconds(11);
        Assert.Null(await keys.FindAsync(secret, Cancel));
    }

    [Fact]
    public async Task Find_AfterTheCacheTime_AsksTheStoreAgain()
    {
        (_, string secret) = await new ApiKeys(_folder.Tables, _clock).AddAsync(Organisation, [Role.Provider], null, Cancel);
        BearerKeys keys = Keys(new HubOptions());
        Caller? first = await keys.FindAsync(secret, Cancel);
        _clock.Now += TimeSpan.FromSeconds(31);
        Caller? second = await keys.FindAsync(secret, Cancel);
        Assert.NotSame(first, second);
        Assert.Equal(first!.KeyId, second!.KeyId);
    }

    [Fact]
    public async Task Find_BootstrapSecret_IsTheOperator()
    {
        BearerKeys keys = Keys(new HubOptions { Operator = "FI-OPERATOR", BootstrapKeySha256 = Convert.ToHexString(SHA256.HashData("word"u8)) });
        Caller? caller = await keys.FindAsync("word", Cancel);
        Assert.Equal("FI-OPERATOR", caller!.Organisation.Value);
        Assert.Equal([Role.Registrar, Role.Publisher], caller.Roles.Order());
        Assert.Null(await keys.FindAsync("words", Cancel));
    }

    [Fact]
    public async Task Find_NoBootstrapSecretSet_NothingIsIt() => Assert.Null(await Keys(new HubOptions()).FindAsync("", Cancel));

    BearerKeys Keys(HubOptions options) => new(new ApiKeys(_folder.Tables, _clock), Options.Create(options), _clock);

    sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
