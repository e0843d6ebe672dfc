namespace Hub.Client;

/// <summary>An operation of the hub that this client uses, with the answers it takes for success. A test holds them against the hub's own description.</summary>
sealed record HubRoute(HttpMethod Method, string Template, params int[] Successes)
{
    public static readonly HubRoute SendSubmission = new(HttpMethod.Post, "v1/submissions", 201, 202);
    public static readonly HubRoute ListSubmissions = new(HttpMethod.Get, "v1/submissions", 200);
    public static readonly HubRoute ReadSubmission = new(HttpMethod.Get, "v1/submissions/{id}", 200);
    public static readonly HubRoute ConfirmSubmission = new(HttpMethod.Post, "v1/submissions/{id}/confirm", 202);
    public static readonly HubRoute SendCorrection = new(HttpMethod.Post, "v1/submissions/{id}/corrections", 202);
    public static readonly HubRoute ReadFindings = new(HttpMethod.Get, "v1/submissions/{id}/findings", 200);
    public static readonly HubRoute ReadErrors = new(HttpMethod.Get, "v1/submissions/{id}/errors", 200);
    public static readonly HubRoute ReadReceipt = new(HttpMethod.Get, "v1/submissions/{id}/receipt", 200);
    public static readonly HubRoute WriteUpload = new(HttpMethod.Put, "v1/uploads/{token}", 201);
    public static readonly HubRoute ListUploadBlocks = new(HttpMethod.Get, "v1/uploads/{token}", 200);
    public static readonly HubRoute ApplyBatch = new(HttpMethod.Post, "v1/batches/{kind}", 200);
    public static readonly HubRoute ListCatalogue = new(HttpMethod.Get, "v1/catalogue", 200);
    public static readonly HubRoute ReadEntry = new(HttpMethod.Get, "v1/catalogue/{id}", 200);
    public static readonly HubRoute PutEntry = new(HttpMethod.Put, "v1/catalogue/{id}", 200, 201);
    public static readonly HubRoute WithdrawEntry = new(HttpMethod.Delete, "v1/catalogue/{id}", 204);
    public static readonly HubRoute ListAccreditations = new(HttpMethod.Get, "v1/accreditations", 200);
    public static readonly HubRoute PutAccreditation = new(HttpMethod.Put, "v1/accreditations/{id}", 200, 201);
    public static readonly HubRoute WithdrawAccreditation = new(HttpMethod.Delete, "v1/accreditations/{id}", 204);
    public static readonly HubRoute ReadQualityStatus = new(HttpMethod.Get, "v1/organisations/{id}/accreditations", 200);
    public static readonly HubRoute ListChanges = new(HttpMethod.Get, "v1/changes", 200);
    public static readonly HubRoute CutRelease = new(HttpMethod.Post, "v1/releases", 200, 201);
    public static readonly HubRoute RequestRecognition = new(HttpMethod.Post, "v1/recognitions", 201);
    public static readonly HubRoute ListRecognitions = new(HttpMethod.Get, "v1/recognitions", 200);
    public static readonly HubRoute ReadRecognition = new(HttpMethod.Get, "v1/recognitions/{id}", 200);
    public static readonly HubRoute AddEvidence = new(HttpMethod.Post, "v1/recognitions/{id}/evidence", 200);
    public static readonly HubRoute SupplementRecognition = new(HttpMethod.Post, "v1/recognitions/{id}/supplements", 200);
    public static readonly HubRoute AnswerHearing = new(HttpMethod.Post, "v1/recognitions/{id}/hearing/answer", 200);
    public static readonly HubRoute AppealDecision = new(HttpMethod.Post, "v1/recognitions/{id}/appeal", 200);
    public static readonly HubRoute WithdrawRecognition = new(HttpMethod.Post, "v1/recognitions/{id}/withdraw", 200);
    public static readonly HubRoute ReadDecision = new(HttpMethod.Get, "v1/recognitions/{id}/decision", 200);
    public static readonly HubRoute AskWhatIf = new(HttpMethod.Post, "v1/recognitions/what-if", 200);
    public static readonly HubRoute ListEquivalences = new(HttpMethod.Get, "v1/equivalences", 200);
    public static readonly HubRoute PutEquivalence = new(HttpMethod.Put, "v1/equivalences/{id}", 200, 201);
    public static readonly HubRoute WithdrawEquivalence = new(HttpMethod.Delete, "v1/equivalences/{id}", 204);

    public static IReadOnlyList<HubRoute> All { get; } =
    [
        SendSubmission, ListSubmissions, ReadSubmission, ConfirmSubmission, SendCorrection, ReadFindings, ReadErrors, ReadReceipt, WriteUpload, ListUploadBlocks,
        ApplyBatch, ListCatalogue, ReadEntry, PutEntry, WithdrawEntry, ListAccreditations, PutAccreditation, WithdrawAccreditation, ReadQualityStatus, ListChanges, CutRelease,
        RequestRecognition, ListRecognitions, ReadRecognition, AddEvidence, SupplementRecognition, AnswerHearing, AppealDecision, WithdrawRecognition, ReadDecision, AskWhatIf,
        ListEquivalences, PutEquivalence, WithdrawEquivalence,
    ];

    /// <summary>The address, with a value for the place in the template and a query of what is not null.</summary>
    public Uri At(string? value, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        int place = Template.IndexOf('{', StringComparison.Ordinal), end = Template.IndexOf('}', StringComparison.Ordinal);
        string path = place < 0 ? Template : string.Concat(Template.AsSpan(0, place), Uri.EscapeDataString(value!), Template.AsSpan(end + 1));
        char divider = '?';
        foreach ((string name, string? given) in query)
        {
            if (given is null) continue;
            path += $"{divider}{name}={Uri.EscapeDataString(given)}";
            divider = '&';
        }

        return new Uri(path, UriKind.Relative);
    }
}
