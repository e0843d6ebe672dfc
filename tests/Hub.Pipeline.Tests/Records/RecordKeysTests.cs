using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Ports;
using Hub.Records;

namespace Hub.Pipeline.Tests.Records;

public sealed class RecordKeysTests
{
    static readonly Gen<char> Letter = Gen.OneOf(
        Gen.Choose(' ', '~').Select(c => (char)c),
        Gen.Choose(0xA0, 0x24F).Select(c => (char)c),
        Gen.Elements("~=/\\#?%+!\"'çãõ日本ąčę\u2028\uFEFF".ToCharArray()));

    static readonly Gen<string> LocalId = Letter.NonEmptyListOf().Select(letters => string.Concat(letters)).Where(text => RecordId.IsLocalId(text));

    static readonly Gen<string> Organisation =
        from first in Gen.Elements("ABCZabz019".ToCharArray())
        from rest in Gen.Elements("ABCZabz019._-".ToCharArray()).NonEmptyListOf()
        let text = first + string.Concat(rest)
        where OrganisationId.IsValid(text)
        select text;

    static readonly Gen<string> PublicId = from organisation in Organisation from local in LocalId select $"{organisation}~{local}";

    static Config Runs => Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(80);

    [Fact]
    public void IdOf_RowOfAnyId_IsTheId() => Prop.ForAll(PublicId.ToArbitrary(), id => Assert.Equal(id, RecordKeys.IdOf(RecordKeys.RowOf(id)))).Check(Runs);

    [Fact]
    public void IdOf_RowOfAnOrganisation_IsTheId() => Prop.ForAll(Organisation.ToArbitrary(), id => Assert.Equal(id, RecordKeys.IdOf(RecordKeys.RowOf(id)))).Check(Runs);

    [Fact]
    public void RowOf_AnyId_IsAKeyThatStorageTakes() => Prop.ForAll(PublicId.ToArbitrary(), id =>
    {
        TableLimits.CheckKey(RecordKeys.RowOf(id));
        TableLimits.CheckKey(RecordKeys.VersionRow(RecordKeys.RowOf(id), int.MaxValue));
        Assert.False(RecordKeys.IsVersion(RecordKeys.RowOf(id)));
        Assert.True(RecordKeys.IsVersion(RecordKeys.VersionRow(RecordKeys.RowOf(id), 1)));
        Assert.True(string.CompareOrdinal(RecordKeys.RowOf(id), "\"") > 0);     // after the rows of the scheme
    }).Check(Runs);

    [Fact]
    public void RowOf_LongestIds_IsAKeyThatStorageTakes()
    {
        string organisation = new('A', OrganisationId.MaxLength);
        // Three characters of key for each byte that is escaped.
        const int Bytes = RecordId.MaxEscapedLength / 3;
        foreach (string local in new[] { new string('a', RecordId.MaxLocalIdBytes), new string('~', Bytes), new string('é', Bytes / 2), new string('日', Bytes / 3), new string('"', Bytes) })
        {
            Assert.False(RecordId.TryParse($"{organisation}~{local}{local[0]}", out _));
            Assert.True(RecordId.TryParse($"{organisation}~{local}", out _));
            TableLimits.CheckKey(RecordKeys.VersionRow(RecordKeys.RowOf($"{organisation}~{local}"), 99_999_999));
            Assert.Equal($"{organisation}~{local}", RecordKeys.IdOf(RecordKeys.RowOf($"{organisation}~{local}")));
        }
    }

    [Fact]
    public void RowOf_TwoIds_AreEqualOnlyIfTheIdsAre() => Prop.ForAll(PublicId.ToArbitrary(), PublicId.ToArbitrary(), (a, b) =>
        Assert.Equal(a == b, RecordKeys.RowOf(a) == RecordKeys.RowOf(b))).Check(Runs);

    [Fact]
    public void VersionRow_TwoVersions_SortByNumberRightAfterTheRecord() => Prop.ForAll(PublicId.ToArbitrary(), Gen.Choose(1, 99_999_999).Two().ToArbitrary(), (id, versions) =>
    {
        string row = RecordKeys.RowOf(id);
        Assert.Equal(versions.Item1.CompareTo(versions.Item2), Math.Sign(string.CompareOrdinal(RecordKeys.VersionRow(row, versions.Item1), RecordKeys.VersionRow(row, versions.Item2))));
        Assert.True(string.CompareOrdinal(row, RecordKeys.VersionRow(row, versions.Item1)) < 0);
    }).Check(Runs);

    [Fact]
    public void OutboxRow_TwoCounters_SortByNumber() => Prop.ForAll(Gen.Choose(1, int.MaxValue).Two().ToArbitrary(), pair =>
        Assert.Equal(pair.Item1.CompareTo(pair.Item2), Math.Sign(string.CompareOrdinal(RecordKeys.OutboxRow(pair.Item1), RecordKeys.OutboxRow(pair.Item2))))).Check(Runs);

    [Fact]
    public void PartitionOf_AnyId_IsTheFirstByteOfItsHash() => Prop.ForAll(PublicId.ToArbitrary(), id =>
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..2], RecordKeys.PartitionOf(id))).Check(Runs);
}
