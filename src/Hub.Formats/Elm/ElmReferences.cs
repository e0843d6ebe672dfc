using Hub.Formats.Xml;
using Hub.Submissions.Findings;

namespace Hub.Formats.Elm;

/// <summary>Follows references from one record to another.</summary>
/// <param name="mostRowLength">Characters of a row that are more than a row may have.</param>
internal sealed class ElmReferences(SpilledRecords records, SpilledIndex index, ElmProfile profile, int mostRowLength)
{
    /// <summary>Read at a time where records are asked for here and there: neighbours are mostly asked for next.</summary>
    const int WindowBytes = 16 * 1024;

    /// <summary>Records kept, because organisations and places are referred to again and again.</summary>
    const int Kept = 512;
    const int KeptBytes = 16 * 1024;

    readonly RecordWindow _window = records.Window(WindowBytes);
    readonly Dictionary<(ElmList List, string Id), ElmEntity> _kept = [];

    public ElmProfile Profile => profile;

    /// <summary>A row with more characters is refused, so nothing more needs to be added to it.</summary>
    public int MostRowLength => mostRowLength;

    /// <summary>How many records of a list have the id; 2 stands for more.</summary>
    public int Count(ElmList list, string id) => _kept.ContainsKey((list, id)) ? 1 : index.Find(IndexEntry.Of(IndexKey.Record, list, id), 2).Count;

    /// <summary>The record with the id, of several the first, and whether there are several; null when there is none.</summary>
    public (ElmEntity Entity, bool IsRepeated)? Find(ElmList list, string id)
    {
        if (_kept.TryGetValue((list, id), out ElmEntity? known)) return (known, false);
        List<long> found = index.Find(IndexEntry.Of(IndexKey.Record, list, id), 2);
        if (found.Count == 0) return null;
        ReadOnlyMemory<byte> record = _window.Read(found[0]).Record;
        var entity = ElmEntity.Read(record);
        if (found.Count == 1 && record.Length <= KeptBytes && list is ElmList.Agent or ElmList.Location or ElmList.Accreditation or ElmList.GradingScheme) Keep(entity, list);
        return (entity, found.Count > 1);
    }

    /// <summary>The records that relate to one with the id; at most a number of them.</summary>
    public IEnumerable<ElmEntity> Related(IndexKey about, ElmList list, string id, int most)
    {
        foreach (long start in index.Find(IndexEntry.Of(about, list, id), most)) yield return At(start);
    }

    public int CountRelated(IndexKey about, ElmList list, string id, int most) => index.Find(IndexEntry.Of(about, list, id), most).Count;

    /// <summary>The record a reference of a row leads to, with what is wrong with it as findings of the row.</summary>
    /// <param name="column">Column the finding stands on; null: the whole row.</param>
    /// <param name="from">Where the reference stands: <c>learningOutcome[2]</c>.</param>
    /// <param name="severity">How bad it is when there is no such record.</param>
    public ElmEntity? Follow(XmlRow row, string? column, string from, ElmList list, string id, Severity severity = Severity.Reject)
    {
        if (Find(list, id) is not var (entity, isRepeated))
        {
            row.Fault(column, ElmFindings.DanglingReference, null, $"{from}/@idref", severity);
            return null;
        }

        if (isRepeated) row.Fault(column, ElmFindings.DuplicateId, null, $"{entity.Path(profile.Root)}/@id", severity);
        return entity;
    }

    ElmEntity At(long start) => ElmEntity.Read(_window.Read(start).Record);

    void Keep(ElmEntity entity, ElmList list)
    {
        if (_kept.Count >= Kept) _kept.Clear();
        _kept[(list, entity.Id)] = entity;
    }
}
