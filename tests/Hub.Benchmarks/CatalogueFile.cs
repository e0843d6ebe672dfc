using System.Globalization;
using System.Text;

namespace Hub.Benchmarks;

/// <summary>
/// Catalogue files that are the same bytes every time: training units of about 200 bytes a row in canonical columns, with
/// hours and points that agree, so that a good row has no finding.
/// </summary>
public static class CatalogueFile
{
    public const string Header = "localId,kind,title@pt,creditSystem,creditPoints,workloadHours,hoursKind,eqfLevel,iscedF,languages,status";

    static readonly string[] Subjects =
    [
        "gestão da qualidade e segurança alimentar", "instalações elétricas de baixa tensão", "programação de sistemas de informação",
        "atendimento e comunicação em serviços", "manutenção preventiva de equipamentos", "contabilidade e fiscalidade das empresas",
        "cuidados a pessoas em situação de dependência", "técnicas de soldadura e caldeiraria",
    ];

    static readonly string[] Contexts = ["contexto empresarial com avaliação contínua", "ambiente oficinal com prova prática", "serviços de proximidade com portefólio", "formação em alternância com relatório"];

    static readonly string[] Levels = ["2", "4", "5"];

    static readonly string[] Fields = ["0413", "0713", "0613", "0416", "0715", "0411", "0923", "0722"];

    /// <summary>What is wrong with bad rows, in turn: no number, no such level, no title, unknown kind.</summary>
    const int WaysToBeBad = 4;

    /// <param name="badPercent">Bad rows in 100, spread evenly; 100 for a file of which nothing is accepted.</param>
    public static void Write(Stream destination, int rows, int badPercent)
    {
        using var text = new StreamWriter(destination, new UTF8Encoding(false), 256 * 1024, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(Header);
        for (int i = 1; i <= rows; i++) text.WriteLine(Row(i, badPercent));
    }

    /// <summary>Some of the rows of a good file, spread evenly, each with another title.</summary>
    public static void WriteChanged(Stream destination, int rows, int changed)
    {
        using var text = new StreamWriter(destination, new UTF8Encoding(false), 256 * 1024, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine(Header);
        for (int i = 0; i < changed; i++) text.WriteLine(Row((int)((long)i * rows / changed) + 1, 0).Replace("Unidade de", "Nova unidade de", StringComparison.Ordinal));
    }

    /// <summary>Rows that <see cref="Write"/> makes bad.</summary>
    public static int BadRows(int rows, int badPercent) => Enumerable.Range(1, rows).Count(i => IsBad(i, badPercent));

    public static string LocalId(int row) => string.Create(CultureInfo.InvariantCulture, $"UFCD-{row:D7}");

    static bool IsBad(int row, int badPercent) => (long)row * badPercent / 100 > (long)(row - 1) * badPercent / 100;

    static string Row(int row, int badPercent)
    {
        bool bad = IsBad(row, badPercent);
        int way = bad ? (int)((long)row * badPercent / 100 % WaysToBeBad) : -1;
        bool whole = row % 2 == 0;
        string title = string.Create(CultureInfo.InvariantCulture, $"Unidade de formação de curta duração n.º {row}: {Subjects[row % Subjects.Length]} em {Contexts[row / 7 % Contexts.Length]}");
        return string.Create(CultureInfo.InvariantCulture,
            $"{LocalId(row)},{(way == 3 ? "unidades" : "unit")},{(way == 2 ? "" : title)},PONTO,{(way == 0 ? "muitos" : whole ? "4.5" : "2.25")},{(whole ? 50 : 25)},training,{(way == 1 ? "9" : Levels[row % Levels.Length])},{Fields[row % Fields.Length]},pt,published");
    }
}
