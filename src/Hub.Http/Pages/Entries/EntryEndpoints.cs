using Hub.Http.Pages.Shell;
using Hub.Http.V1;

namespace Hub.Http.Pages.Entries;

static class EntryEndpoints
{
    const string Before = "/entries/";

    public static void MapEntryPage(this RouteGroupBuilder hub) => hub.MapGet("/entries/{id}", ReadAsync).WithName("EntryPage").ExcludeFromDescription();

    static async Task ReadAsync(string id, HttpContext http, ReadEntryPage page)
    {
        EntryModel? model = await page.HandleAsync(PathId.Read(http, id, Before), http.RequestAborted);
        await (model is null
            ? PageAnswer.WriteAsync<Notice, NoticeModel>(http, NoticeModel.EntryNotFound, StatusCodes.Status404NotFound)
            : PageAnswer.WriteAsync<EntryView, EntryModel>(http, model));
    }
}
