using System.Text.Json;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Checks;

static class Listing
{
    /// <summary>All items of a list, page by page.</summary>
    public static async Task<List<JsonElement>> ListAsync(this PatientClient http, string address, CancellationToken cancel)
    {
        List<JsonElement> all = [];
        for (string? next = ""; next is not null;)
        {
            JsonElement page = (await http.GetAsync(next.Length == 0 ? address : $"{address}&after={Uri.EscapeDataString(next)}", cancel)).Json;
            all.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out JsonElement cursor) ? cursor.GetString() : null;
        }

        return all;
    }
}
