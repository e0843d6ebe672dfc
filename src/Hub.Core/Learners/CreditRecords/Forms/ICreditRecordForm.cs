namespace Hub.Learners.CreditRecords.Forms;

/// <summary>A file format credit records are given out in, beside JSON and pages.</summary>
public interface ICreditRecordForm
{
    /// <summary>Short name, as in <c>?format=</c>: <c>csv</c>, <c>elmo</c>.</summary>
    string Name { get; }

    /// <summary>With its charset where it has one.</summary>
    string MediaType { get; }

    /// <summary>Of a file of it, without the point.</summary>
    string Extension { get; }

    Task WriteAsync(CreditRecordDocument document, Stream destination, CancellationToken cancel);
}
