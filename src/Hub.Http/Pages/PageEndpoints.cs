using Hub.Http.Pages.Assets;
using Hub.Http.Pages.Comparing;
using Hub.Http.Pages.Desk;
using Hub.Http.Pages.Entries;
using Hub.Http.Pages.Learners;
using Hub.Http.Pages.Learners.Own;
using Hub.Http.Pages.Providers;
using Hub.Http.Pages.Releases;
using Hub.Http.Pages.Searching;
using Hub.Http.Pages.Shell;

namespace Hub.Http.Pages;

/// <summary>The public catalogue for people. Each page is JSON too; what the API describes is not described again.</summary>
static class PageEndpoints
{
    public static void MapPages(this RouteGroupBuilder hub)
    {
        hub.MapAssets();
        hub.MapSearchPage();
        hub.MapEntryPage();
        hub.MapComparePage();
        hub.MapProviderPage();
        hub.MapReleasePages();
        hub.MapOwnPages();
        hub.MapDesk();
    }

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddSingleton<OrganisationNames>();
        services.AddSingleton<EntryCards>();
        services.AddSingleton<ReadEntryPage>();
        services.AddSingleton<ReadProviderPage>();
        services.AddSingleton<FigureReading>();
        services.AddSingleton<CreditRecordAnswer>();
        services.AddSingleton<OwnPages>();
        services.AddSingleton<DeskPages>();
        return services;
    }
}
