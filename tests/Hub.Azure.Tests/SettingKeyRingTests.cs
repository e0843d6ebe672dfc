using Hub.Ports;
using Hub.Storage.Azure.Keys;
using Hub.Storage.Contracts;
using Xunit;

namespace Hub.Azure.Tests;

public sealed class SettingKeyRingTests : KeyRingContract
{
    static readonly string Pepper = Convert.ToBase64String(new byte[32]), Key = Convert.ToBase64String(Enumerable.Repeat((byte)7, 32).ToArray());

    protected override IKeyRing Open() => new SettingKeyRing(Pepper, $"new:{Key} old:{Pepper}");

    [Theory]
    [InlineData(null, "a:AAAA")]
    [InlineData("AAAA", "a:AAAA")]
    [InlineData("no base64!", "a:AAAA")]
    public void Open_UnusableSettings_AreRefusedWithoutShowingThem(string? pepper, string keys)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => new SettingKeyRing(pepper, keys));
        Assert.DoesNotContain("AAAA", refused.Message, StringComparison.Ordinal);
    }
}
