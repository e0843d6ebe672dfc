namespace Hub.Http.V1;

/// <summary>Reads the public name of a value from a query. The framework's own reading knows the names of the code alone.</summary>
static class QueryName
{
    /// <param name="value">Null where nothing is asked for.</param>
    /// <returns>False where there is a text and it is nobody's name.</returns>
    public static bool TryRead<T>(string? text, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (text is null) return true;
        foreach (T known in Enum.GetValues<T>())
            if (HubJson.NameOf(known) == text) value = known;
        return value is not null;
    }
}
