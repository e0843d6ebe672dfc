using System.Globalization;
using Hub.Http;
using Hub.Submissions;
using Microsoft.Extensions.Options;

namespace Hub.Standalone.Commands;

/// <summary>The limit of rows that commands heed: the setting of the hub, from the environment.</summary>
static class CommandLimits
{
    const string Variable = $"{HubOptions.Section}__{nameof(HubOptions.MaxSubmissionRows)}";

    /// <exception cref="OptionsValidationException">The variable holds no number of rows.</exception>
    public static SubmissionLimits Read()
    {
        string? text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(text)) return new SubmissionLimits();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long rows) && rows > 0
            ? new SubmissionLimits(rows)
            : throw new OptionsValidationException(Variable, typeof(SubmissionLimits), [$"{Variable} is no number of rows: {text}."]);
    }
}
