using Hub.Http.Description;
using Hub.Http.Pages;
using Hub.Http.Pipeline;
using Hub.Http.SignIn;
using Hub.Http.Telemetry;
using Hub.Http.V1;

namespace Hub.Http;

/// <summary>The request pipeline, the same for Kestrel and inside a function.</summary>
public static class HubPipeline
{
    /// <summary>
    /// Adds everything from the exception handler to the endpoints. Works on a web application and on a bare
    /// <c>new ApplicationBuilder(services)</c>; there, clear the outer endpoint and route values before running it.
    /// </summary>
    public static IApplicationBuilder UseHub(this IApplicationBuilder app)
    {
        HostParts.Check(app.ApplicationServices);
        app.Use(RequestTracing.Middleware);
        app.Use(SecurityHeaders.Middleware);
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusAnswer.WriteAsync);
        app.UseRouting();
        app.UseMiddleware<Admission>();
        app.UseRateLimiter();
        app.UseMiddleware<BodyTurns>();
        app.UseEndpoints(static endpoints => endpoints.MapHub());
        return app;
    }

    static void MapHub(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder hub = endpoints.MapGroup("");
        ((IEndpointConventionBuilder)hub).Finally(Authority.Apply);
        hub.MapLandingPage();
        hub.MapHealth();
        hub.MapPublicKeys();
        hub.MapOpenFiles();
        hub.MapApiDescription();
        hub.MapPages();

        RouteGroupBuilder v1 = hub.MapGroup("/v1");
        v1.MapSubmissions();
        v1.MapUploads();
        v1.MapBatches();
        v1.MapSubmissionRounds();
        v1.MapHolds();
        v1.MapCatalogue();
        v1.MapChanges();
        v1.MapOrganisations();
        v1.MapStandards();
        v1.MapAccreditations();
        v1.MapAchievements();
        v1.MapAgreements();
        v1.MapLearners();
        v1.MapQualityStatus();
        v1.MapRulesets();
        v1.MapDesign();
        v1.MapReleases();
        v1.MapTakeDowns();
        v1.MapKeys();
        v1.MapAudit();
        v1.MapFailedWork();
        v1.MapCreditRecords();
        v1.MapRecordShares();
        v1.MapRecognitions();
        v1.MapWhatIf();
        v1.MapEquivalences();
        v1.MapReviews();
        v1.MapDecisions();
        v1.MapStatistics();
        v1.MapLearnerLinks();
        v1.MapLearnerRequests();
        v1.MapOwnData();
        v1.MapOwnShares();
        v1.MapOwnRequests();
        hub.MapSharedRecord();
    }
}
