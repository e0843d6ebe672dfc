using System.Net;
using System.Text.RegularExpressions;

namespace Hub.Browser.Tests;

/// <summary>The static edition, served by nothing but a program that hands out files.</summary>
public sealed class SiteTests(BrowserHub hub)
{
    /// <summary>Of the newest release: what is withdrawn is not in it.</summary>
    const int EntryCount = 12;

    [Theory]
    [InlineData("index.html", 390)]
    [InlineData("index.html", 1280)]
    [InlineData("index.sl.html", 320)]
    [InlineData("index.lt.html", 1280)]
    public async Task Site_FromPlainFiles_IsAccessibleAndFinds(string page, int width)
    {
        using PlainFiles files = await ServeAsync();
        await using WatchedPage watched = await hub.OpenAsync($"{files.Address}site/{page}", width);
        await Assertions.Expect(watched.Page.Locator("#cards .card")).ToHaveCountAsync(EntryCount);
        await watched.ShootAsync($"site-{page}-{width}");
        Assert.Empty(await watched.AxeAsync());
        Assert.Equal(0, await watched.OverflowAsync());
        await watched.Page.Locator("#q").PressSequentiallyAsync("energia edif");
        await Assertions.Expect(watched.Page.Locator("#cards .card")).ToHaveCountAsync(1);
        Assert.Empty(watched.Complaints);
    }

    [Fact]
    public async Task Filter_InTheSite_CountsAndStaysInTheAddress()
    {
        using PlainFiles files = await ServeAsync();
        await using WatchedPage watched = await hub.OpenAsync($"{files.Address}site/index.pt.html");
        await watched.Page.Locator("input[name=field][value='02']").CheckAsync();
        await Assertions.Expect(watched.Page.Locator("#count")).ToHaveTextAsync("Resultados: 2");
        await watched.Page.Locator("#creditsMax").FillAsync("4,5");
        await Assertions.Expect(watched.Page.Locator("#count")).ToHaveTextAsync("Resultados: 1");
        await Assertions.Expect(watched.Page).ToHaveURLAsync(new Regex("#field=02&creditsMax=4%2C5$"));
        await watched.Page.ReloadAsync();
        await Assertions.Expect(watched.Page.Locator("#count")).ToHaveTextAsync("Resultados: 1");
        Assert.Equal("ar", await watched.Page.Locator("#cards h3 span").GetAttributeAsync("lang"));
    }

    /// <summary>The static edition finds what the hub finds.</summary>
    [Theory]
    [InlineData("creditsMin", "3", 3)]
    [InlineData("creditsMax", "2", 1)]
    [InlineData("priceMax", "119.99", 0)]
    [InlineData("priceMax", "120", 4)]
    [InlineData("startFrom", "2027-02-01", 4)]
    [InlineData("startUntil", "2027-01-31", 0)]
    public async Task Limit_InTheSite_IsThatOfTheHub(string field, string value, int expected)
    {
        using PlainFiles files = await ServeAsync();
        await using WatchedPage watched = await hub.OpenAsync($"{files.Address}site/index.html#{field}={value}");
        await Assertions.Expect(watched.Page.Locator("#cards .card")).ToHaveCountAsync(expected);
        await using WatchedPage served = await hub.OpenAsync($"/search?{field}={value}");
        await Assertions.Expect(served.Page.Locator("#results .card")).ToHaveCountAsync(expected);
        Assert.Empty(watched.Complaints);
    }

    [Fact]
    public async Task Limit_ThatCanNotBeRead_IsMarkedAndLeftOut()
    {
        using PlainFiles files = await ServeAsync();
        await using WatchedPage watched = await hub.OpenAsync($"{files.Address}site/index.html");
        await watched.Page.Locator("#creditsMin").FillAsync("many");
        await Assertions.Expect(watched.Page.Locator("#creditsMin")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(watched.Page.Locator("#cards .card")).ToHaveCountAsync(EntryCount);
        await watched.ShootAsync("site-limits");
        Assert.Empty(await watched.AxeAsync());
    }

    [Fact]
    public async Task Site_ThroughTheHub_KeepsToThePolicyOfPages()
    {
        using PlainFiles files = await ServeAsync();
        await using WatchedPage watched = await hub.OpenAsync($"/open/catalogue/{hub.Catalogue.Releases[^1]}/site/index.html");
        await Assertions.Expect(watched.Page.Locator("#cards .card")).Not.ToHaveCountAsync(0);
        Assert.Empty(watched.Complaints);
    }

    async Task<PlainFiles> ServeAsync()
    {
        Assert.SkipWhen(BrowserHub.Missing is not null, BrowserHub.Missing ?? "");
        string release = Path.Combine(hub.Data, "blobs", "open", "catalogue", hub.Catalogue.Releases[^1]);
        Assert.True(File.Exists(Path.Combine(release, "site", "index.html")));
        string copy = Directory.CreateTempSubdirectory("hub-site-").FullName;
        foreach (string file in Directory.EnumerateFiles(release, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(release, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return PlainFiles.Start(copy);
    }
}

/// <summary>Hands out the files of a folder, as a store of files does.</summary>
sealed class PlainFiles : IDisposable
{
    readonly HttpListener _listener = new();
    readonly string _folder;

    PlainFiles(string folder) => _folder = folder;

    public string Address { get; private set; } = "";

    public static PlainFiles Start(string folder)
    {
        var files = new PlainFiles(folder);
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            files.Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        files._listener.Prefixes.Add(files.Address);
        files._listener.Start();
        _ = files.ServeAsync();
        return files;
    }

    public void Dispose()
    {
        _listener.Close();
        Directory.Delete(_folder, recursive: true);
    }

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext request;
            try
            {
                request = await _listener.GetContextAsync();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;     // the test is over
            }

            string file = Path.Combine(_folder, request.Request.Url!.AbsolutePath.TrimStart('/'));
            request.Response.StatusCode = File.Exists(file) ? 200 : 404;
            request.Response.ContentType = Path.GetExtension(file) switch { ".html" => "text/html", ".css" => "text/css", ".js" => "text/javascript", ".svg" => "image/svg+xml", ".json" => "application/json", _ => "application/octet-stream" };
            if (File.Exists(file)) await request.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(file));
            request.Response.Close();
        }
    }
}
