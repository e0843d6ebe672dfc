using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Hub.Crash.Tests.Load;

/// <summary>What many clients saw of a hub, all together.</summary>
sealed class LoadReport
{
    readonly ConcurrentDictionary<string, int> _answers = new();
    readonly ConcurrentBag<double> _milliseconds = [];

    public void Add(string what, int status, bool retryAfter, long begin)
    {
        _answers.AddOrUpdate(status is 429 or 503 && retryAfter ? $"{what} {status} with Retry-After" : $"{what} {status}", 1, (_, n) => n + 1);
        if (what == "read" && status < 300) _milliseconds.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }

    public void AddFault(string what, Exception fault) => _answers.AddOrUpdate($"{what} {(fault.InnerException ?? fault).GetType().Name}", 1, (_, n) => n + 1);

    public int Of(string answer) => _answers.GetValueOrDefault(answer);

    /// <summary>Answers that nobody should get.</summary>
    public IEnumerable<string> Wrong => _answers.Where(a => !a.Key.EndsWith("Retry-After", StringComparison.Ordinal) && !a.Key.EndsWith(" 200", StringComparison.Ordinal) && !a.Key.EndsWith(" 202", StringComparison.Ordinal)).Select(a => $"{a.Key}: {a.Value}");

    public double ReadMilliseconds(double share) => Share([.. _milliseconds], share);

    public static double Share(double[] values, double share)
    {
        if (values.Length == 0) return 0;
        Array.Sort(values);
        return values[Math.Min(values.Length - 1, (int)(values.Length * share))];
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(", ", _answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}: {a.Value}"))}; reads took {ReadMilliseconds(0.5):F0} ms in the middle, {ReadMilliseconds(0.99):F0} ms at 99 %");
}
