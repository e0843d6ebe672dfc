using Hub.Browser.Tests.Scene;

namespace Hub.Browser.Tests;

/// <summary>Every kind of page the hub has, and every state of it.</summary>
static class ReachablePages
{
    public static readonly IReadOnlyDictionary<string, string> Paths = new Dictionary<string, string>
    {
        ["home"] = "/",
        ["search"] = "/search",
        ["search-words"] = "/search?q=instalacoes",
        ["search-filtered"] = "/search?field=07&kind=unit",
        ["search-limits"] = "/search?creditsMin=1&priceMax=200&startFrom=2027-01-01",
        ["search-nothing"] = "/search?q=zzzzzz",
        ["search-wrong"] = "/search?creditsMin=many&startFrom=soon",
        ["entry-unit"] = "/entries/" + SmallCatalogue.Unit,
        ["entry-qualification"] = "/entries/" + SmallCatalogue.Qualification,
        ["entry-right-to-left"] = "/entries/" + SmallCatalogue.RightToLeft,
        ["entry-long"] = "/entries/" + SmallCatalogue.LongTitle + "?lang=sl",
        ["entry-withdrawn"] = "/entries/" + SmallCatalogue.Withdrawn,
        ["compare"] = $"/compare?id={SmallCatalogue.Unit}&id={SmallCatalogue.RightToLeft}&id={SmallCatalogue.LongTitle}",
        ["compare-empty"] = "/compare",
        ["compare-wrong"] = $"/compare?id={SmallCatalogue.Withdrawn}&id={SmallCatalogue.Unit}",
        ["provider"] = "/providers/" + SmallCatalogue.School,
        ["provider-unknown"] = "/providers/XX-NOBODY",
        ["releases"] = "/releases",
        ["release"] = "/releases/{newest}",
        ["release-unknown"] = "/releases/20200101T000000Z-000000001",
        ["nowhere"] = "/nowhere",
    };
}
