using FsCheck;
using FsCheck.Fluent;
using Hub.Submissions.Cells;
using Hub.Submissions.Findings;

namespace Hub.Tests.Submissions;

public sealed class CellTests
{
    static readonly NumberLimits Two = new(2, 100_000);

    [Theory]
    [InlineData("4.50", "4.5", null)]
    [InlineData("0050", "50", null)]
    [InlineData("0", "0", null)]
    [InlineData("0.00", "0", null)]
    [InlineData("4,5", "4.5", "cell.decimal-comma")]
    [InlineData("0,125", null, "cell.too-many-decimals")]
    [InlineData("1,500", null, "cell.ambiguous-number")]
    [InlineData("1.500", null, "cell.ambiguous-number")]
    [InlineData("1500.000", "1500", null)]
    [InlineData("1.234,5", null, "cell.not-a-number")]
    [InlineData("-5", null, "cell.negative-number")]
    [InlineData("-", null, "cell.not-a-number")]
    [InlineData("4.555", null, "cell.ambiguous-number")]
    [InlineData("4.5555", null, "cell.too-many-decimals")]
    [InlineData("1e3", null, "cell.not-a-number")]
    [InlineData(".5", null, "cell.not-a-number")]
    [InlineData("5.", null, "cell.not-a-number")]
    [InlineData("25 h", null, "cell.not-a-number")]
    [InlineData("100001", null, "cell.number-too-large")]
    [InlineData("99999999999999999999999", null, "cell.number-too-large")]
    public void Number_Text_IsReadExactlyOrRefused(string text, string? expected, string? code)
    {
        decimal? value = CellNumber.Read(text, Two, out FindingCode? fault);
        Assert.Equal(expected, value?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(code, fault?.Code);
    }

    [Theory]
    [InlineData("2026-09-30", "2026-09-30", null)]
    [InlineData("2026/09/30", "2026-09-30", "cell.date-form")]
    [InlineData("30.09.2026", "2026-09-30", "cell.date-form")]
    [InlineData("1.2.2026", "2026-02-01", "cell.date-form")]
    [InlineData("30/09/2026", "2026-09-30", "cell.date-form")]
    [InlineData("05/05/2026", "2026-05-05", "cell.date-form")]
    [InlineData("03/04/2026", null, "cell.ambiguous-date")]
    [InlineData("03-04-2026", null, "cell.ambiguous-date")]
    [InlineData("01/31/2026", null, "cell.impossible-date")]
    [InlineData("30/02/2026", null, "cell.impossible-date")]
    [InlineData("2026-02-29", null, "cell.impossible-date")]
    [InlineData("2028-02-29", "2028-02-29", null)]
    [InlineData("20260930", "2026-09-30", "cell.date-form")]
    [InlineData("2026-09-30T00:00:00", "2026-09-30", "cell.date-form")]
    [InlineData("2026-09-30 14:15", "2026-09-30", "cell.date-form")]
    [InlineData("2026-09-30T00:00:00Z", "2026-09-30", "cell.date-form")]
    [InlineData("1999-10-01T22:00:00Z", null, "cell.ambiguous-date")]
    [InlineData("2026-02-30T00:00:00", null, "cell.impossible-date")]
    [InlineData("30/09/26", null, "cell.not-a-date")]
    [InlineData("soon", null, "cell.not-a-date")]
    [InlineData("45000", null, "cell.not-a-date")]
    public void Date_Text_IsOneDayOrRefused(string text, string? expected, string? code)
    {
        DateOnly? day = CellDate.Read(text, out FindingCode? fault);
        Assert.Equal(expected, day is { } found ? CellDate.Text(found) : null);
        Assert.Equal(code, fault?.Code);
    }

    [Theory]
    [InlineData("PT60H", "60", "cell.duration-form")]
    [InlineData("PT1H30M", "1.5", "cell.duration-form")]
    [InlineData("PT60M", "1", "cell.duration-form")]
    [InlineData("P60M", null, "cell.duration-unit")]
    [InlineData("P2D", null, "cell.duration-unit")]
    [InlineData("PT20M", null, "cell.too-many-decimals")]
    [InlineData("PT5", null, "cell.not-a-number")]
    public void Duration_OfHours_IsReadOnlyWhenItHasHours(string text, string? expected, string code)
    {
        decimal? hours = CellDuration.Read(text, DurationUnit.Hours, Two, out FindingCode fault);
        Assert.Equal(expected, hours?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(code, fault.Code);
    }

    [Theory]
    [InlineData("plain", null)]
    [InlineData("Formação de áudio – «São João» FORMAÇÃO ÂMBITO", null)]
    [InlineData("MANHÃ” IRMÃ", null)]
    [InlineData("line\nbreak", null)]
    [InlineData("FormaÃ§Ã£o", "cell.garbled-text")]
    [InlineData("HÃ¸st", "cell.garbled-text")]
    [InlineData("donâ€™t", "cell.garbled-text")]
    [InlineData("lost \uFFFD letter", "cell.garbled-text")]
    [InlineData("nul\0l", "cell.control-character")]
    [InlineData("\u202Egnp.exe", "cell.control-character")]
    [InlineData("a\u2066b", "cell.control-character")]
    [InlineData("c1\u0085", "cell.control-character")]
    public void Inspect_Text_FindsWhatHasNoPlaceInData(string text, string? code) => Assert.Equal(code, CellText.Inspect(text, isText: true)?.Code);

    [Fact]
    public void Inspect_LineBreakInCode_IsRefused() => Assert.Same(CellFindings.ControlCharacter, CellText.Inspect("A\nB", isText: false));

    [Theory]
    [InlineData("https://example.org/a?b=c#d", true)]
    [InlineData("HTTP://example.org:8080", true)]
    [InlineData("https://[2001:db8::1]/", true)]
    [InlineData("https://escola.é.pt", true)]
    [InlineData("example.org", false)]
    [InlineData("ftp://example.org", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://", false)]
    [InlineData("https://a b.org", false)]
    [InlineData("https://me@example.org", false)]
    [InlineData("https://example..org", false)]
    [InlineData("https://example.org:port", false)]
    public void Url_Text_IsWebOrNot(string text, bool expected) => Assert.Equal(expected, CellUrl.IsWeb(text));

    [Fact]
    public void Number_AnyDecimal_RoundTrips() => Prop.ForAll(
        Gen.Choose(0, 9_999_999).Select(n => n / 100m).ToArbitrary(),
        value => CellNumber.Read(value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), Two, out FindingCode? fault) == value && fault is null).QuickCheckThrowOnFailure();

    [Fact]
    public void Date_AnyDay_RoundTrips() => Prop.ForAll(
        Gen.Choose(DateOnly.FromDateTime(new DateTime(1900, 1, 1)).DayNumber, DateOnly.MaxValue.DayNumber).Select(DateOnly.FromDayNumber).ToArbitrary(),
        day => CellDate.Read(CellDate.Text(day), out FindingCode? fault) == day && fault is null).QuickCheckThrowOnFailure();

    [Fact]
    public void Parsers_AnyText_NeverThrow() => Prop.ForAll<NonEmptyString>(text =>
    {
        CellNumber.Read(text.Get, Two, out _);
        CellDate.Read(text.Get, out _);
        if (CellDuration.Looks(text.Get)) CellDuration.Read(text.Get, DurationUnit.Hours, Two, out _);
        CellText.Inspect(text.Get, isText: true);
        CellUrl.IsWeb(text.Get);
    }).QuickCheckThrowOnFailure();
}
