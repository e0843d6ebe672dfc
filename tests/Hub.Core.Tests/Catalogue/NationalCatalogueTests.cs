using Hub.Submissions.Findings;
using Hub.Submissions.Layout;

namespace Hub.Tests.Catalogue;

/// <summary>Units of a national catalogue: all of the public sample where it is there, and a small sample of our own everywhere.</summary>
public sealed class NationalCatalogueTests
{
    const string Own =
        """
        code,title_pt,hours,credit_points
        9001,Exemplo de unidade curta,25,2.25
        9002,Exemplo de unidade longa,50,4.5
        9003,Exemplo da componente geral,25,2.5
        9004,"Exemplo com vírgula, e mais",50,5.0
        9005,Exemplo de formação em contexto de trabalho,400,15.0
        """;

    [Fact]
    public void Judge_OwnSample_AcceptsAll() => AssertAllAccepted(Own.Split('\n'), expected: 5);

    [Fact]
    public void Judge_PublicSample_AcceptsAll()
    {
        string? file = Repository.SharedData is { } folder ? Path.Combine(folder, "pt-cnq", "ufcd.csv") : null;
        if (!File.Exists(file)) Assert.Skip("The public sample data are not beside the repository.");
        AssertAllAccepted(File.ReadAllLines(file), expected: 233);
    }

    static void AssertAllAccepted(string[] lines, int expected)
    {
        var kind = Judged.Catalogue;
        string[] names = ["localId", "title@pt", "workloadHours", "creditPoints"];
        ColumnLayout layout = Judged.Layout(kind, names) with
        {
            Constants = [(Judged.Use(kind, "kind"), "unit"), (Judged.Use(kind, "creditSystem"), "PONTO"), (Judged.Use(kind, "hoursKind"), "training")],
        };
        int accepted = 0;
        var verdict = new RowVerdict();
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            verdict.Clear();
            kind.Judge(new Row(i + 1, Cells(lines[i])), layout, Judged.Scope("PT-ANQEP"), verdict);
            Assert.True(verdict.Worst is null or Severity.Warn, $"row {i + 1}: {string.Join(", ", verdict.Findings.Select(f => f.Code.Code + ' ' + f.Message))}");
            Assert.All(verdict.Findings, f => Assert.Equal("entry.credits-per-hour", f.Code.Code));
            accepted++;
        }
        Assert.Equal(expected, accepted);
    }

    // Enough CSV for these files: quotes around cells with commas.
    static string[] Cells(string line)
    {
        string[] quoted = line.Split('"');
        if (quoted.Length == 3) return [quoted[0].TrimEnd(','), quoted[1], .. quoted[2].TrimStart(',').Split(',')];
        return line.Split(',');
    }
}
