using Hub.Http.Description;
using Hub.Ports;

namespace Hub.Http.V1;

static class PublicKeyEndpoints
{
    public static void MapPublicKeys(this RouteGroupBuilder hub) => hub.MapGet("/.well-known/jwks.json", ReadAsync).Produces<Jwks>(200, "application/jwk-set+json")
        .Describe("ReadPublicKeys", Tags.Releases, "Public keys of the hub", "JSON Web Key Set (RFC 7517) to check receipts and releases with. Retired keys stay in it: what they signed stays checkable.");

    static async Task<JsonHttpResult<Jwks>> ReadAsync(HttpContext http, ISigner signer)
    {
        Jwks keys = Jwks.Of(await signer.KeysAsync(http.RequestAborted));
        http.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Json(keys, contentType: "application/jwk-set+json");
    }
}
