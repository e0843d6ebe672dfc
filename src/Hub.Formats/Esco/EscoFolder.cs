using System.Text;
using System.Text.RegularExpressions;
using Hub.Esco;
using Sylvan.Data.Csv;

namespace Hub.Formats.Esco;

/// <summary>What was found in a folder of ESCO files.</summary>
/// <param name="Files">Files read.</param>
/// <param name="PassedOver">Files without concepts, such as relations.</param>
/// <param name="OtherRows">Rows about something that is no skill, such as fields of education.</param>
public sealed record EscoRead(IReadOnlyCollection<EscoSkill> Skills, IReadOnlyList<string> Files, IReadOnlyList<string> PassedOver, long OtherRows);

/// <summary>
/// Reads the CSV files ESCO publishes (esco.ec.europa.eu, Use ESCO, Download): <c>skills_en.csv</c>, <c>skillGroups_pt.csv</c> and so
/// on, one file per kind of concept and language. What a file holds its columns say; the language stands at the end of its name.
/// </summary>
public static partial class EscoFolder
{
    /// <summary>Other labels and descriptions of a skill may fill pages.</summary>
    const int MaxRecordChars = 4 * 1024 * 1024;

    const string UriColumn = "conceptUri";
    const string LabelColumn = "preferredLabel";

    public static Result<EscoRead> Read(string folder)
    {
        if (!Directory.Exists(folder)) return new Problem(ProblemKind.NotFound, "esco.folder-not-found", "There is no such folder.", folder);
        var skills = new Dictionary<string, EscoDraft>(StringComparer.OrdinalIgnoreCase);
        var files = new List<string>();
        var passedOver = new List<string>();
        long others = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            Match language = LanguageAtEnd().Match(name);
            Result<long> read = language.Success ? ReadFile(path, language.Groups[1].Value, skills) : NoConcepts;
            if (read.Problem is { } broken) return broken;
            (read.Value == NoConcepts ? passedOver : files).Add(name);
            others += Math.Max(0, read.Value);
        }

        if (skills.Count == 0) return new Problem(ProblemKind.Invalid, "esco.no-skills", "The folder holds no ESCO skills.", $"Wanted are files such as skills_en.csv, with the columns {UriColumn} and {LabelColumn}.");
        return new EscoRead([.. skills.Values.Select(s => s.ToSkill())], files, passedOver, others);
    }

    const long NoConcepts = -1;

    /// <summary>Rows that are about no skill; <see cref="NoConcepts"/> when the file does not hold concepts at all.</summary>
    static Result<long> ReadFile(string path, string language, Dictionary<string, EscoDraft> skills)
    {
        try
        {
            using var text = new StreamReader(path, Encoding.UTF8);
            using CsvDataReader rows = CsvDataReader.Create(text, new CsvDataReaderOptions { Delimiter = ',', BufferSize = 64 * 1024, MaxBufferSize = MaxRecordChars });
            var columns = new EscoColumns(rows);
            if (!columns.HasConcepts) return NoConcepts;
            long others = 0;
            while (rows.Read())
            {
                if (columns.SkillId() is not { } id)
                {
                    others++;
                    continue;
                }

                if (!skills.TryGetValue(id, out EscoDraft? draft)) skills.Add(id, draft = new EscoDraft(id));
                columns.ReadInto(draft, language);
            }

            return others;
        }
        catch (CsvFormatException broken)
        {
            return new Problem(ProblemKind.Invalid, "esco.file-unreadable", "A file can not be read as CSV.", $"{Path.GetFileName(path)}, row {broken.RowNumber}.");
        }
    }

    /// <summary>The columns asked for, wherever they stand: their order differs from file to file.</summary>
    sealed class EscoColumns(CsvDataReader rows)
    {
        readonly int _uri = Find(rows, UriColumn);
        readonly int _label = Find(rows, LabelColumn);
        readonly int _status = Find(rows, "status");
        readonly int _type = Find(rows, "skillType");
        readonly int _reuse = Find(rows, "reuseLevel");
        readonly int _replacedBy = Math.Max(Find(rows, "replacedBy"), Find(rows, "isReplacedBy"));

        public bool HasConcepts => _uri >= 0 && _label >= 0;

        public string? SkillId()
        {
            string uri = Cell(_uri);
            return uri.StartsWith(EscoSkill.UriPrefix, StringComparison.OrdinalIgnoreCase) && uri.Length > EscoSkill.UriPrefix.Length ? uri[EscoSkill.UriPrefix.Length..] : null;
        }

        public void ReadInto(EscoDraft draft, string language)
        {
            if (Cell(_label) is { Length: > 0 } label) draft.Labels.TryAdd(language, label);
            draft.Type ??= OrNull(Cell(_type));
            draft.ReuseLevel ??= OrNull(Cell(_reuse));
            draft.IsObsolete |= Cell(_status) is "obsolete" or "deprecated";
            foreach (string uri in Cell(_replacedBy).Split(['|', '\n', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)) draft.ReplacedBy.Add(uri);
        }

        string Cell(int column) => column < 0 || column >= rows.RowFieldCount ? "" : rows.GetString(column).Trim();

        static string? OrNull(string cell) => cell.Length == 0 ? null : cell;

        static int Find(CsvDataReader rows, string name)
        {
            for (int i = 0; i < rows.FieldCount; i++)
                if (string.Equals(rows.GetName(i).Trim(), name, StringComparison.OrdinalIgnoreCase)) return i;
            return -1;
        }
    }

    /// <summary>A skill as far as the files read so far describe it.</summary>
    sealed class EscoDraft(string id)
    {
        public Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> ReplacedBy { get; } = new(StringComparer.Ordinal);

        public string? Type { get; set; }

        public string? ReuseLevel { get; set; }

        public bool IsObsolete { get; set; }

        public EscoSkill ToSkill() => new(id, IsObsolete ? EscoStatus.Obsolete : EscoStatus.Released, Type, ReuseLevel, ReplacedBy.Count == 0 ? null : [.. ReplacedBy], Labels);
    }

    [GeneratedRegex("_([a-z]{2,3}(?:-[A-Za-z]{2,8})?)\\.csv$")]
    private static partial Regex LanguageAtEnd();
}
