using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;

namespace Hub.Http.V1;

/// <summary>The landing page as HTML: no script, no outside resource, readable without its style.</summary>
static class LandingPage
{
    const string Style = """
        body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1.5rem;color:#1b1b1b;background:#fff}
        a{color:#0b4f8a}table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.5rem 0}
        th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #ccc}td.n,th.n{text-align:right}
        code{overflow-wrap:anywhere}
        """;

    static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static Task WriteAsync(HttpContext http, HubBody hub)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return http.Response.WriteAsync(Render(hub), http.RequestAborted);
    }

    internal static string Render(HubBody hub)
    {
        string name = Text(hub.Name);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{name}</title><style>{Style}</style></head>
            <body>
            <main>
            <h1>{name}</h1>
            <p>Exchange of micro-credentials and vocational credits, operated by {Text(hub.Operator)}.</p>
            <h2>The open catalogue</h2>
            {(hub.Release is null ? "<p>Nothing has been released yet.</p>" : Release(hub.Release))}
            <h2>For programs</h2>
            <ul>
            {string.Join('\n', hub.Links.Select(l => $"<li><a href=\"{Text(l.Value)}\">{Text(l.Key)}</a></li>"))}
            </ul>
            </main>
            </body>
            </html>

            """;
    }

    static string Release(LatestReleaseBody release) => $"""
        <p>Release {Text(release.Id)} of <time datetime="{release.CreatedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}">{release.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC</time>:
        {string.Join(", ", release.Counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value:N0} {Text(c.Key)}")))}. <a href="{Text(release.Manifest)}">Signed manifest</a>.</p>
        <table>
        <caption>Files of the release</caption>
        <thead><tr><th scope="col">File</th><th scope="col" class="n">Size in bytes</th><th scope="col">SHA-256</th></tr></thead>
        <tbody>
        {string.Join('\n', release.Files.Select(Row))}
        </tbody>
        </table>
        """;

    static string Row(LinkedFile file) => string.Create(CultureInfo.InvariantCulture,
        $"<tr><td><a href=\"{Text(file.Href)}\" download>{Text(file.Name)}</a></td><td class=\"n\">{file.Bytes:N0}</td><td><code>{Text(file.Sha256)}</code></td></tr>");

    static string Text(string text) => HtmlEncoder.Default.Encode(text);
}
