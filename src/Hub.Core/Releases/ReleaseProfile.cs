namespace Hub.Releases;

/// <summary>What descriptions of a release say about who publishes it.</summary>
/// <param name="Title">Name of the catalogue for people.</param>
/// <param name="Publisher">Name of the body that publishes it.</param>
public sealed record ReleaseProfile(string Title = "Catalogue of micro-credentials and vocational credits", string Publisher = "Micro-credential hub")
{
    public string Description => $"{Title}: qualifications, units, micro-credentials, programmes and modules, and the organisations behind them. Published by {Publisher}.";
}
