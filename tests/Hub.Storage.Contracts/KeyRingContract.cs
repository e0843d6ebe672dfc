using Hub.Ports;
using Xunit;

namespace Hub.Storage.Contracts;

/// <summary>What every key ring must do: give the same secrets again, also after a restart.</summary>
public abstract class KeyRingContract
{
    /// <summary>A ring on the same place each time, as after a restart.</summary>
    protected abstract IKeyRing Open();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pepper_OpenedAgain_IsTheSame()
    {
        ReadOnlyMemory<byte> first = await Open().PepperAsync(Cancel);
        Assert.True(first.Length >= 32);
        Assert.Equal(first.ToArray(), (await Open().PepperAsync(Cancel)).ToArray());
    }

    [Fact]
    public async Task Current_OpenedAgain_IsFoundByItsId()
    {
        WrappingKey current = await Open().CurrentAsync(Cancel);
        Assert.Equal(32, current.Key.Length);
        Assert.Matches("^[A-Za-z0-9-]{1,64}$", current.KeyId);
        WrappingKey? found = await Open().FindAsync(current.KeyId, Cancel);
        Assert.Equal(current.Key.ToArray(), found!.Key.ToArray());
    }

    [Fact]
    public async Task Find_UnknownKey_IsNull() => Assert.Null(await Open().FindAsync("unknown", Cancel));
}
