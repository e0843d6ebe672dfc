namespace Hub.Client;

/// <summary>
/// A hub over HTTP. Safe to use from several threads; one instance serves a process. All methods throw
/// <see cref="HubException"/> when the hub refuses, and <see cref="HttpRequestException"/> when it could not be reached for as
/// long as <see cref="HubClientOptions.RetryFor"/> says.
/// </summary>
public sealed class HubClient : IDisposable
{
    readonly HttpClient _http;
    readonly bool _owned;

    /// <param name="address">Root of the hub, such as https://hub.example.</param>
    /// <param name="key">API key; null for what anyone may read.</param>
    public HubClient(Uri address, string? key, HubClientOptions? options = null)
        : this(new HttpClient { Timeout = Timeout.InfiniteTimeSpan }, address, key, options) => _owned = true;

    /// <param name="http">Sends the requests and is not disposed of. Its timeout counts for each attempt: uploads may take long.</param>
    public HubClient(HttpClient http, Uri address, string? key, HubClientOptions? options = null)
    {
        _http = http;
        options ??= new HubClientOptions();
        var connection = new HubConnection(http, new Uri(address.AbsoluteUri.TrimEnd('/') + "/"), key, options);
        Submissions = new HubSubmissions(connection, options);
        Catalogue = new HubCatalogue(connection);
        Accreditations = new HubAccreditations(connection);
        Releases = new HubReleases(connection);
        Recognitions = new HubRecognitions(connection);
        Equivalences = new HubEquivalences(connection);
    }

    /// <summary>Files and batches of records, and what came of them.</summary>
    public HubSubmissions Submissions { get; }

    /// <summary>Entries of the catalogue: reading, changing, following.</summary>
    public HubCatalogue Catalogue { get; }

    /// <summary>The register of accreditations, and quality assurance on a day.</summary>
    public HubAccreditations Accreditations { get; }

    /// <summary>Releases of the whole catalogue.</summary>
    public HubReleases Releases { get; }

    /// <summary>Recognition of what learners have achieved.</summary>
    public HubRecognitions Recognitions { get; }

    /// <summary>What counts as what, as competent bodies have declared.</summary>
    public HubEquivalences Equivalences { get; }

    public void Dispose()
    {
        if (_owned) _http.Dispose();
    }
}
