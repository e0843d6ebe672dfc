namespace Hub.Standalone.Hosting;

/// <summary>Exit codes of every command; scripts depend on them.</summary>
static class ExitCode
{
    /// <summary>Done, nothing rejected.</summary>
    public const int Ok = 0;

    /// <summary>Done, and something was rejected or does not hold.</summary>
    public const int Rejected = 1;

    /// <summary>Could not be done at all.</summary>
    public const int CannotRun = 2;
}
