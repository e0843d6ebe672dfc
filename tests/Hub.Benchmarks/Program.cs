using System.CommandLine;
using System.Globalization;
using Hub.Benchmarks;

var root = new RootCommand("Compares the hub with plain tools on the same machine: whole processes, start-up included, in pairs.")
{
    GenerateCommand(), GenerateLoqCommand(), RunCommand(), BareCommand(),
};
return await root.Parse(args).InvokeAsync();

static Command GenerateLoqCommand()
{
    var file = new Argument<FileInfo>("FILE") { Description = "File to write." };
    var megabytes = new Option<int>("--megabytes") { Description = "Size of the file, about.", DefaultValueFactory = _ => 500 };
    var command = new Command("generate-loq", "Write a file of the European Learning Model (LOQ); the same options give the same bytes.") { file, megabytes };
    command.SetAction(parsed =>
    {
        using FileStream stream = parsed.GetValue(file)!.Create();
        LoqFile.Write(stream, LoqFile.EntriesOf(parsed.GetValue(megabytes)));
    });
    return command;
}

static Command GenerateCommand()
{
    var file = new Argument<FileInfo>("FILE") { Description = "File to write." };
    var rows = new Option<int>("--rows") { Description = "Rows of about 200 bytes.", DefaultValueFactory = _ => 300_000 };
    var bad = new Option<int>("--bad-percent") { Description = "Bad rows in 100: 0, 2, or 100 for a file of which nothing is accepted." };
    var command = new Command("generate", "Write a catalogue file; the same options give the same bytes.") { file, rows, bad };
    command.SetAction(parsed =>
    {
        using FileStream stream = parsed.GetValue(file)!.Create();
        CatalogueFile.Write(stream, parsed.GetValue(rows), parsed.GetValue(bad));
    });
    return command;
}

static Command RunCommand()
{
    var rows = new Option<string>("--rows") { Description = "Sizes of files, divided by commas; the largest one is released and served.", DefaultValueFactory = _ => "300000,1000000" };
    var pairs = new Option<int>("--pairs") { Description = "Pairs of runs for each figure.", DefaultValueFactory = _ => 3 };
    var seconds = new Option<int>("--seconds") { Description = "Length of each load on the endpoints.", DefaultValueFactory = _ => 10 };
    var cases = new Option<int>("--cases") { Description = "Cases of recognition that go through.", DefaultValueFactory = _ => 10_000 };
    var sleepers = new Option<int>("--sleepers") { Description = "Cases of recognition that sleep.", DefaultValueFactory = _ => 100_000 };
    var only = new Option<string?>("--only") { Description = $"Some figures only, divided by commas: {string.Join(", ", BenchmarkRun.Parts)}." };
    var hub = new Option<FileInfo?>("--hub") { Description = "The executable hub; by default the Release build of this repository." };
    var work = new Option<DirectoryInfo?>("--work") { Description = "Folder for data, on the disk to be measured; by default artifacts/benchmarks." };
    var results = new Option<DirectoryInfo?>("--results") { Description = "Folder for the page of results; by default tests/Hub.Benchmarks/results." };
    var command = new Command("run", "Measure and write a page of results.") { rows, pairs, seconds, cases, sleepers, only, hub, work, results };
    command.SetAction(async (parsed, cancel) =>
    {
        int[] sizes = [.. parsed.GetValue(rows)!.Split(',').Select(n => int.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture)).Order()];
        string[] parts = parsed.GetValue(only)?.Split(',') ?? BenchmarkRun.Parts;
        var place = Place.Find(parsed.GetValue(hub), parsed.GetValue(work), parsed.GetValue(results));
        var run = new BenchmarkRun(place, sizes, parsed.GetValue(pairs), TimeSpan.FromSeconds(parsed.GetValue(seconds)), (parsed.GetValue(cases), parsed.GetValue(sleepers)));
        return await run.RunAsync(parts, cancel);
    });
    return command;
}

static Command BareCommand()
{
    var file = new Option<FileInfo>("--body") { Description = "Bytes to answer with.", Required = true };
    var mediaType = new Option<string>("--media-type") { Description = "Their media type.", DefaultValueFactory = _ => "application/json" };
    var url = new Option<string>("--url") { Description = "Address to listen on.", Required = true };
    var command = new Command("bare", "Serve the same bytes at every address: the least an endpoint can do.") { file, mediaType, url };
    command.SetAction((parsed, cancel) => BareEndpoint.RunAsync(parsed.GetValue(file)!.FullName, parsed.GetValue(mediaType)!, parsed.GetValue(url)!, cancel));
    return command;
}
