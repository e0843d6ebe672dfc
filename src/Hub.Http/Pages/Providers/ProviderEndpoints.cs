using Hub.Http.Pages.Shell;

namespace Hub.Http.Pages.Providers;

static class ProviderEndpoints
{
    public static void MapProviderPage(this RouteGroupBuilder hub) => hub.MapGet("/providers/{id}", ReadAsync).WithName("ProviderPage").ExcludeFromDescription();

    static async Task ReadAsync(string id, HttpContext http, ReadProviderPage page)
    {
        ProviderModel? model = await page.HandleAsync(id, http.RequestAborted);
        await (model is null
            ? PageAnswer.WriteAsync<Notice, NoticeModel>(http, NoticeModel.OrganisationNotFound, StatusCodes.Status404NotFound)
            : PageAnswer.WriteAsync<ProviderView, ProviderModel>(http, model));
    }
}
