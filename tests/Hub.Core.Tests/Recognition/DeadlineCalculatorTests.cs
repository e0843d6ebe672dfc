using FsCheck;
using FsCheck.Fluent;
using Hub.Recognition.Deadlines;
using Hub.Rules;

namespace Hub.Tests.Recognition;

public sealed class DeadlineCalculatorTests
{
    static readonly Ruleset Portugal = Judged.Rulesets.For("PT", new DateOnly(2026, 1, 1));
    static readonly DeadlineCalculator Calculator = new(Portugal);
    static readonly WorkingDays Calendar = new(Portugal.Calendar!);
    static readonly DateOnly From = new(2024, 6, 1);

    static readonly Gen<DateOnly> Days = Gen.Choose(0, 900).Select(n => From.AddDays(n));
    static readonly Gen<TermUnit> Units = Gen.Elements(Enum.GetValues<TermUnit>());

    static readonly Gen<Suspension> Suspensions =
        from first in Gen.Choose(0, 1000)
        from length in Gen.Choose(0, 40)
        select new Suspension(From.AddDays(first), From.AddDays(first + length), "hearing");

    static RouteTerm Term(int length, TermUnit unit) => new(TermName.Decision, length, unit, Confidence.Verified, "test");

    [Fact]
    public void Calculate_AnyWorkingTerm_HoldsExactlySoManyWorkingDays() => Prop.ForAll(
        (from day in Days from length in Gen.Choose(1, 100) from stops in Suspensions.ListOf(3) select (day, length, stops)).ToArbitrary(),
        given =>
        {
            DateOnly last = Calculator.Calculate(Term(given.length, TermUnit.WorkingDays), given.day, [.. given.stops]).Value.LastDay!.Value;
            int counted = 0;
            for (DateOnly day = given.day.AddDays(1); day <= last; day = day.AddDays(1))
                if (Calendar.IsWorking(day) && !given.stops.Any(s => s.Holds(day))) counted++;
            Assert.Equal(given.length, counted);
            Assert.True(Calendar.IsWorking(last) && !given.stops.Any(s => s.Holds(last)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Calculate_LaterEventOrLongerTermOrMoreSuspension_NeverEndsEarlier() => Prop.ForAll(
        (from day in Days from length in Gen.Choose(1, 60) from unit in Units from stop in Suspensions select (day, length: unit == TermUnit.Months ? 1 + (length % 6) : length, unit, stop)).ToArbitrary(),
        given =>
        {
            DateOnly Last(DateOnly day, int length, params Suspension[] stops) => Calculator.Calculate(Term(length, given.unit), day, stops).Value.LastDay!.Value;
            DateOnly last = Last(given.day, given.length);
            Assert.True(last > given.day);
            Assert.True(Last(given.day.AddDays(1), given.length) >= last);
            Assert.True(Last(given.day, given.length + 1) >= last);
            Assert.True(Last(given.day, given.length, given.stop) >= last);
            Assert.Equal(Last(given.day, given.length, given.stop), Last(given.day, given.length, given.stop, given.stop));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Calculate_OpenSuspensionAfterTheEnd_DoesNotMatter()
    {
        Deadline without = Calculator.Calculate(Term(10, TermUnit.WorkingDays), new(2026, 1, 15), []).Value;
        var later = new Suspension(without.LastDay!.Value.AddDays(1), null, "information-owed");
        Assert.Equal(without.LastDay, Calculator.Calculate(Term(10, TermUnit.WorkingDays), new(2026, 1, 15), [later]).Value.LastDay);
        Assert.True(Calculator.Calculate(Term(10, TermUnit.WorkingDays), new(2026, 1, 15), [later with { First = without.LastDay.Value }]).Value.ClockStands);
    }

    [Fact]
    public void Calculate_WorkingTermOverSixMonths_CountsAllDays() =>
        Assert.Equal(new DateOnly(2026, 1, 15).AddDays(200), Calculator.Calculate(Term(200, TermUnit.WorkingDays), new(2026, 1, 15), []).Value.LastDay);

    [Fact]
    public void Calculate_NoCalendar_RefusesWorkingDaysAndDoubtsMonths()
    {
        var without = new DeadlineCalculator(Portugal with { Calendar = null });
        Assert.Equal("deadline.no-calendar", without.Calculate(Term(1, TermUnit.WorkingDays), new(2026, 1, 15), []).Problem!.Code);
        Assert.Equal([DeadlineDoubt.ClosedDaysUnknown, DeadlineDoubt.TimeZoneUnknown], without.Calculate(Term(1, TermUnit.Months), new(2026, 1, 15), []).Value.Doubts);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void Calculate_ImplausibleDay_IsRefused(string day) =>
        Assert.Equal("deadline.day-out-of-range", Calculator.Calculate(Term(1, TermUnit.Months), DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), []).Problem!.Code);

    [Fact]
    public void Calculate_UnverifiedTermOfAnAdoptedRuleset_IsEstablished()
    {
        RouteTerm term = Term(3, TermUnit.WorkingDays) with { Confidence = Confidence.Unverified };
        Assert.False(Calculator.Calculate(term, new(2026, 1, 15), []).Value.IsEstablished);
        Assert.True(new DeadlineCalculator(Portugal with { Adoption = new("body", new(2026, 1, 1), "act") }).Calculate(term, new(2026, 1, 15), []).Value.IsEstablished);
    }

    [Fact]
    public void DayOf_MomentBeforeMidnightUtc_IsTheNextDayInSummer() =>
        Assert.Equal(new DateOnly(2026, 7, 2), Calculator.DayOf(new DateTimeOffset(2026, 7, 1, 23, 30, 0, TimeSpan.Zero)));
}
