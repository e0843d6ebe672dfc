using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Repo.Tests;

/// <summary>Which project may know which: hosts, then Http, Formats, Workflows and one Storage, then Core, which knows nobody.</summary>
public sealed class ProjectTests
{
    static readonly string[] Azure = ["Hub.Azure.Tests", "Hub.Functions", "Hub.Functions.Tests", "Hub.Storage.Azure"];

    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Hub.Client"] = [],
        ["Hub.Core"] = [],
        ["Hub.Formats"] = ["Hub.Core"],
        ["Hub.Workflows"] = ["Hub.Core"],
        ["Hub.Http"] = ["Hub.Core"],
        ["Hub.Storage.Embedded"] = ["Hub.Core", "Hub.Workflows"],
        ["Hub.Storage.Azure"] = ["Hub.Core"],
        ["Hub.Standalone"] = ["Hub.Client", "Hub.Core", "Hub.Formats", "Hub.Http", "Hub.Storage.Embedded", "Hub.Workflows"],
        ["Hub.Functions"] = ["Hub.Core", "Hub.Formats", "Hub.Http", "Hub.Storage.Azure", "Hub.Workflows"],
    };

    static IEnumerable<Project> Product => Repository.Projects.Where(p => p.IsProduct);

    [Fact]
    public void References_OfProduct_FollowTheDependencyRule()
    {
        string[] wrong = [.. Product.SelectMany(p => p.References.Except(Allowed.GetValueOrDefault(p.Name, [])).Select(r => $"{p.Name} -> {r}"))];
        Assert.Empty(wrong);
        Assert.All(Product, p => Assert.True(Allowed.ContainsKey(p.Name), $"{p.Name} is new: say here what it may reference."));
    }

    [Fact]
    public void Core_Packages_AreNone()
    {
        Project core = Repository.Projects.Single(p => p.Name == "Hub.Core");
        Assert.Empty(core.Packages);
        Assert.Empty(core.Xml.Descendants("FrameworkReference"));
    }

    [Fact]
    public void Versions_OfPackages_StandInOnePlace() =>
        Assert.All(Repository.Projects, p => Assert.DoesNotContain(p.Xml.Descendants("PackageReference"), r => r.Attribute("Version") is not null || r.Element("Version") is not null));

    [Fact]
    public void LockFiles_OfAllProjects_AreThere()
    {
        // The packages of the Functions worker are not on every registry a build runs against.
        string[] without = [.. Repository.Projects.Where(p => !Repository.Exists($"{p.Folder}/packages.lock.json")).Select(p => p.Name)];
        Assert.Empty(without.Except(["Hub.Functions", "Hub.Functions.Tests"]));
        Assert.All(Repository.Projects.Where(p => without.Contains(p.Name)), p => Assert.Equal("false", p.Property("RestorePackagesWithLockFile")));
    }

    [Fact]
    public void Solution_Always_ListsEveryProject()
    {
        string[] listed = [.. Regex.Matches(Repository.Read("Hub.sln"), @"""([^""]+\.csproj)""").Select(m => m.Groups[1].Value.Replace('\\', '/')).Order(StringComparer.Ordinal)];
        Assert.Equal(Repository.Projects.Select(p => p.Path).Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void StandaloneFilter_Always_ListsEverythingButAzure()
    {
        using JsonDocument filter = JsonDocument.Parse(Repository.Read("Hub.Standalone.slnf"));
        IEnumerable<string> listed = filter.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray().Select(p => p.GetString()!.Replace('\\', '/'));
        Assert.Equal(Repository.Projects.Where(p => !Azure.Contains(p.Name)).Select(p => p.Path).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("tests/azurite")]
    [InlineData("tests/openapi")]
    [InlineData("tests/Hub.Browser.Tests")]
    public void NodeLock_Addresses_ArePublicOnly(string folder)
    {
        string text = Repository.Read($"{folder}/package-lock.json");
        IEnumerable<string> hosts = Regex.Matches(text, @"""resolved"":\s*""(?:git\+)?[a-z]+://([^/""]+)").Select(m => m.Groups[1].Value).Distinct();
        Assert.Empty(hosts.Except(["registry.npmjs.org"]));
        Assert.Contains("\"integrity\"", text, StringComparison.Ordinal);
    }
}
