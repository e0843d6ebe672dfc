namespace Hub.Http.SignIn;

/// <summary>
/// Whether a request that changes something comes from a page of the hub itself. Beside the cookie's own rule, which trusts neighbours
/// under the same domain; browsers say where a request comes from in <c>Sec-Fetch-Site</c> (Fetch Metadata), older ones in <c>Origin</c>.
/// </summary>
static class SameOrigin
{
    public static readonly Problem Refusal = new(ProblemKind.Forbidden, "request.cross-site", "The request does not come from a page of the hub.", "Open the page in the browser and use its button; programs use /v1 with a bearer token.");

    public static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return true;
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site == "same-origin";
        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out Uri? origin) && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
