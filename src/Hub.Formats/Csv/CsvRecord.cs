using Hub.Submissions.Findings;

namespace Hub.Formats.Csv;

/// <summary>Where one record stands and what the scanner saw in it.</summary>
/// <param name="Length">Bytes without the line end.</param>
/// <param name="LineEnd">Bytes of the line end: 0 at the end of the file, else 1 or 2.</param>
/// <param name="Escapes">Whether a quoted cell holds doubled quotes.</param>
/// <param name="Fault">Why the record cannot be read, or null.</param>
internal readonly record struct CsvRecord(int Length, int LineEnd, bool Blank, bool Escapes, FindingCode? Fault)
{
    public int Total => Length + LineEnd;
}
