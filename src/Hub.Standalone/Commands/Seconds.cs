using System.Diagnostics;

namespace Hub.Standalone.Commands;

static class Seconds
{
    public static double Of(Stopwatch watch) => Math.Round(watch.Elapsed.TotalSeconds, 3);
}
