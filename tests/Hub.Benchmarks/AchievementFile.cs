using System.Globalization;
using System.Text;

namespace Hub.Benchmarks;

/// <summary>Files of achievements that are the same bytes every time: modules of invented learners, five of each, so that a row has no finding.</summary>
public static class AchievementFile
{
    public const string Header = "localId,learnerScheme,learnerId,learnerGivenNames,learnerFamilyName,title@pt,awardedOn,status,creditSystem,creditPoints,grade,kind";

    const int PerLearner = 5;

    static readonly string[] Titles = ["Soldadura de chapa fina", "Leitura de desenho técnico", "Segurança no trabalho", "Corte por plasma", "Controlo da qualidade"];

    /// <summary>Public ids of achievements of different learners.</summary>
    public static IEnumerable<string> OneOfEachLearner(string organisation, int rows) => Enumerable.Range(0, Math.Max(1, rows / PerLearner)).Select(row => $"{organisation}~{LocalId(row)}");

    /// <summary>The only learner of a file, with as many modules as a long life brings.</summary>
    public static void WriteLongLife(Stream destination, int rows)
    {
        using var text = new StreamWriter(destination, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(Header);
        for (int row = 0; row < rows; row++)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{LongLife}{row:D4},NIF,800000001,Pessoa Longa,Inventada,{Titles[row % Titles.Length]} {row},{1990 + row % 35}-{1 + row % 12:D2}-{1 + row % 28:D2},awarded,ECTS,{1 + row % 5},{10 + row % 11},module"));
        }
    }

    /// <summary>Begins the local ids of <see cref="WriteLongLife"/>.</summary>
    public const string LongLife = "LL-";

    static string LocalId(int row) => string.Create(CultureInfo.InvariantCulture, $"A-{row:D7}");

    public static void Write(Stream destination, int rows)
    {
        using var text = new StreamWriter(destination, new UTF8Encoding(false), 256 * 1024, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(Header);
        int learners = Math.Max(1, rows / PerLearner);
        // Achievements of one learner do not stand together: a provider sends a course after the other.
        for (int row = 0; row < rows; row++)
        {
            int learner = row % learners, course = row / learners % Titles.Length;
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{LocalId(row)},NIF,9{learner:D8},Pessoa {learner % 977},Inventada {learner % 769},{Titles[course]},2025-{1 + learner % 12:D2}-{1 + row % 28:D2},awarded,ECTS,{1 + course},{10 + row % 11},module"));
        }
    }
}
