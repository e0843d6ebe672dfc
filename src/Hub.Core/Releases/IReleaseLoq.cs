namespace Hub.Releases;

/// <summary>Writes the entries of a release in the European Learning Model, application profile LOQ.</summary>
public interface IReleaseLoq
{
    /// <summary>
    /// Goes through the entries, finds which of them have everything the profile requires, and writes the others as CSV: id, and the
    /// elements that are missing.
    /// </summary>
    /// <param name="entries">Lines of JSON, sorted by id.</param>
    /// <param name="omitted">Gets the table of those left out.</param>
    Task<ILoqSelection> SelectAsync(Stream entries, ReleaseRegister register, Stream omitted, CancellationToken cancel);
}

/// <summary>The entries of a release that the profile takes.</summary>
public interface ILoqSelection
{
    /// <summary>Entries left out.</summary>
    long Omitted { get; }

    /// <summary>Goes through the same entries again and puts the documents together: one of all of them, and one of each country where there are several.</summary>
    Task<ILoqDocuments> ReadAsync(Stream entries, CancellationToken cancel);
}

/// <summary>Documents that are ready to be written. They lie in temporary files, not in memory.</summary>
public interface ILoqDocuments : IDisposable
{
    /// <summary>Countries of the awarding bodies, ISO 3166 alpha-2, in ordinal order.</summary>
    IReadOnlyList<string> Countries { get; }

    /// <summary>Writes a document of XML and gives the number of entries in it.</summary>
    /// <param name="country">One of <see cref="Countries"/>; null for all of them.</param>
    Task<long> WriteAsync(string? country, Stream destination, CancellationToken cancel);
}
