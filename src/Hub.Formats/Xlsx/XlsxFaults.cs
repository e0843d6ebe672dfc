namespace Hub.Formats.Xlsx;

/// <summary>Turns what the libraries throw at broken workbooks into a refusal.</summary>
internal static class XlsxFaults
{
    /// <remarks>
    /// Archive, package and XML readers throw a dozen types at hostile bytes, and some are plain faults of theirs. The file is on
    /// this machine when they run, so nothing but the file can be the reason; only a disk that fails is let through.
    /// </remarks>
    public static Result<T> Catch<T>(Func<Result<T>> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException) && e is not IOException or EndOfStreamException)
        {
            return FileProblems.WorkbookDamaged;
        }
    }
}
