using System.Globalization;
using Hub.Http;
using Hub.Releases.Gone;
using Hub.Submissions;
using Microsoft.Extensions.Options;

namespace Hub.Standalone.Commands;

/// <summary>The settings of the hub that commands heed, from the environment.</summary>
static class CommandLimits
{
    /// <summary>Rows a file may have.</summary>
    /// <exception cref="OptionsValidationException">The variable holds no number of rows.</exception>
    public static SubmissionLimits Read() => Number(nameof(HubOptions.MaxSubmissionRows), 1) is { } rows ? new SubmissionLimits(rows) : new SubmissionLimits();

    /// <summary>How long releases are kept.</summary>
    /// <exception cref="OptionsValidationException">A variable holds no number.</exception>
    public static ReleaseKeeping ReadKeeping() => new((int)(Number(nameof(HubOptions.KeepReleases), 0) ?? 0), (int)(Number(nameof(HubOptions.KeepReleaseDays), 0) ?? 0));

    static long? Number(string option, long least)
    {
        string variable = $"{HubOptions.Section}__{option}";
        string? text = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(text)) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= int.MaxValue
            ? number
            : throw new OptionsValidationException(variable, typeof(HubOptions), [$"{variable} is no number the hub can use: {text}."]);
    }
}
