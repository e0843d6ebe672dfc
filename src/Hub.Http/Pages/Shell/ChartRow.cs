namespace Hub.Http.Pages.Shell;

/// <param name="Language">Language of the label where it is not that of the page.</param>
public sealed record ChartRow(string Label, long Value, string? Language = null);
