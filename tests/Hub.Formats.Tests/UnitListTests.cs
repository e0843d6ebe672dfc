using Hub.Formats.Csv;
using Hub.Formats.Tests.Columns;
using Hub.Formats.Tests.Csv;
using Hub.Submissions.Columns;

namespace Hub.Formats.Tests;

/// <summary>A national list of units as it is published, and a small list of ours of the same form.</summary>
public sealed class UnitListTests
{
    const string OwnSample = "code,title_pt,hours,credit_points,points_per_hour\n0001,\"Som - captação, registo\",50,4.5,0.09\n0002,Redes,25,2.25,0.09\n";

    static ColumnMatch Match(ReadFile file) =>
        ColumnMatcher.Match(file.Plan.Header, new TestKind(), ColumnSynonyms.LoadDefault(), ColumnMaps.LoadDefault(null), "PT").Value;

    static void Check(ReadFile file, int rows)
    {
        Assert.Equal(rows, file.Rows.Count);
        Assert.All(file.Rows, row => Assert.Null(row.Fault));
        Assert.Equal("pt-cnq-units", Match(file).Map?.Name);
        Assert.Empty(Match(file).Findings);
    }

    [Fact]
    public async Task Read_OwnList_IsUnderstood() => Check(await CsvFile.OfAsync(OwnSample), 2);

    [Fact]
    public async Task Read_PublishedList_IsUnderstood()
    {
        string? path = Published("pt-cnq/ufcd.csv");
        Assert.SkipWhen(path is null, "The shared data is not beside the repository.");
        byte[] body = await File.ReadAllBytesAsync(path!, TestContext.Current.CancellationToken);

        Check(await CsvFile.OfAsync(body, CsvLimits.Default), File.ReadLines(path!).Count() - 1);
    }

    /// <summary>A file of <c>../shared/data</c> beside the repository or, for a second work tree, further up; null when it is not there.</summary>
    internal static string? Published(string file)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
            folder = folder.Parent;
        for (folder = folder?.Parent; folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", file);
            if (File.Exists(path)) return path;
        }

        return null;
    }
}
