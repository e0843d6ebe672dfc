using Microsoft.AspNetCore.Http.Metadata;

namespace Hub.Http.V1;

/// <summary>1 MiB for bodies that are held in memory.</summary>
sealed class JsonBodyLimit : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => 1024 * 1024;
}

/// <summary>No limit of the web server: the endpoint counts, so that its refusal has its own code on every host.</summary>
sealed class OwnBodyLimit : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => null;
}
