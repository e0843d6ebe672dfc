using Hub.Http.Pages.Entries;
using Hub.Http.Pages.Shell;

namespace Hub.Http.Pages.Comparing;

static class CompareEndpoints
{
    public static void MapComparePage(this RouteGroupBuilder hub) => hub.MapGet("/compare", ReadAsync).WithName("ComparePage").ExcludeFromDescription();

    static async Task ReadAsync(HttpContext http, ReadEntryPage page)
    {
        string[] asked = [.. http.Request.Query["id"].OfType<string>().Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)];
        var entries = new List<EntryModel>();
        var missing = new List<string>();
        foreach (string id in asked.Take(CompareModel.MaxEntries))
        {
            if (await page.HandleAsync(id, http.RequestAborted) is { } entry) entries.Add(entry);
            else missing.Add(id);
        }

        await PageAnswer.WriteAsync<CompareView, CompareModel>(http, new CompareModel(entries, missing, asked.Length > CompareModel.MaxEntries));
    }
}
