using System.Text.Json;
using Hub.Crash.Tests.Served;

namespace Hub.Crash.Tests.Play;

/// <summary>What all who play share: the hub, what it can do, its registrar, and how many answers it has given.</summary>
sealed class Stage(HubProcess hub) : IDisposable
{
    public const string Operator = "HUB";

    int _answers;

    public HubProcess Hub { get; } = hub;

    public PatientClient Registrar => field ??= Connect(HubProcess.Secret);

    public int Answers => Volatile.Read(ref _answers);

    /// <summary>Whether there are the modes all-or-nothing and replace, corrections and held rows.</summary>
    public bool HasRounds { get; private set; }

    public bool HasBatches { get; private set; }

    public bool HasSinglePuts { get; private set; }

    public bool HasUploads { get; private set; }

    public PatientClient Connect(string key) => new(Hub.Address, key, (request, status) =>
    {
        Interlocked.Increment(ref _answers);
        if (status >= 500 && status != 503) Hub.Log.Add($"FAULT: {request} was answered {status}");
    });

    /// <summary>An extension of the hub is played as soon as its API description names it.</summary>
    public async Task LearnAsync(CancellationToken cancel)
    {
        JsonElement paths = (await Registrar.GetAsync("/openapi/v1.json", cancel)).Json.GetProperty("paths");
        bool Has(string path, string method) => paths.TryGetProperty(path, out JsonElement found) && found.TryGetProperty(method, out _);
        HasRounds = Has("/v1/submissions/{id}/corrections", "post");
        HasBatches = Has("/v1/batches/{kind}", "post");
        HasSinglePuts = Has("/v1/catalogue/{id}", "put");
        HasUploads = Has("/v1/uploads/{token}", "put");
        await RegisterAsync(Operator, cancel);
    }

    public async Task RegisterAsync(string organisation, CancellationToken cancel, string country = "AL", string[]? roles = null)
    {
        var record = new { legalName = new { en = organisation }, country, roles = roles ?? [] };
        _ = (await Registrar.PutJsonAsync($"/v1/organisations/{organisation}", record, cancel)).Json;
    }

    /// <summary>Registers an organisation and connects with a key of its own.</summary>
    public async Task<PatientClient> AdmitAsync(string organisation, CancellationToken cancel)
    {
        await RegisterAsync(organisation, cancel);
        return await ConnectAsync(organisation, ["provider"], cancel);
    }

    /// <summary>Connects with another key of a registered organisation.</summary>
    public async Task<PatientClient> ConnectAsync(string organisation, string[] roles, CancellationToken cancel)
    {
        JsonElement key = (await Registrar.PostJsonAsync("/v1/keys", new { organisation, roles }, cancel)).Json;
        return Connect(key.GetProperty("secret").GetString()!);
    }

    public void Dispose() => Registrar.Dispose();
}
