namespace Hub.Crash.Tests.Play;

/// <summary>The registrar changes the register and has releases cut, while the others send.</summary>
sealed class RegistrarPart(Stage stage, Random random) : IPart
{
    int _names;

    public IReadOnlyList<Sender> Senders => [];

    /// <summary>Names the organisation has had, oldest first.</summary>
    public List<string> Names { get; } = [];

    public const string Organisation = "AL-CHANGING";

    public async Task PlayAsync(int act, CancellationToken cancel)
    {
        for (int i = 0; i < 4; i++)
        {
            string name = $"Name {_names++}";
            _ = (await stage.Registrar.PutJsonAsync($"/v1/organisations/{Organisation}", new { legalName = new { en = name }, country = "AL" }, cancel)).Json;
            Names.Add(name);
            if (random.Next(4) == 0) _ = (await stage.Registrar.PostAsync("/v1/releases", null, null, null, cancel)).Json;
            await Task.Delay(random.Next(400), cancel);
        }

        _ = (await stage.Registrar.PostAsync("/v1/releases?wait=true", null, null, null, cancel)).Json;
    }
}
