using Hub.Catalogue.Links;

namespace Hub.Http.Pages.Entries;

/// <summary>Where the boxes of a stacking picture stand: larger awards above, the entry, its parts below. Bounded: what does not fit is counted, and all of it is in the list beside.</summary>
sealed record StackingPicture(int Width, int Height, IReadOnlyList<PictureBox> Boxes, IReadOnlyList<PictureLine> Lines)
{
    const int MaxAcross = 4;
    const int MaxSteps = 3;
    const int BoxWidth = 220, BoxHeight = 64, Gap = 20, RowHeight = 112;

    public static StackingPicture Of(EntryStructure structure)
    {
        var rows = new List<IReadOnlyList<(EntrySummary? Entry, int More)>>();
        foreach (IGrouping<int, StackingStep> step in structure.StacksInto.GroupBy(s => s.Depth).OrderByDescending(g => g.Key).Where(g => g.Key <= MaxSteps)) rows.Add(Cut([.. step.Select(s => s.Entry)]));
        int own = rows.Count;
        rows.Add([(structure.Entry, 0)]);
        if (structure.Parts.Count > 0) rows.Add(Cut(structure.Parts));
        int width = (rows.Max(r => r.Count) * (BoxWidth + Gap)) - Gap;
        PictureBox[] boxes = [.. rows.SelectMany((row, y) => row.Select((cell, x) => Place(cell, x, row.Count, y, width, y == own)))];
        return new StackingPicture(width, (rows.Count * RowHeight) - (RowHeight - BoxHeight), boxes, [.. Connect(structure, boxes)]);
    }

    static (EntrySummary? Entry, int More)[] Cut(IReadOnlyList<EntrySummary> entries) => entries.Count <= MaxAcross
        ? [.. entries.Select(e => ((EntrySummary?)e, 0))]
        : [.. entries.Take(MaxAcross - 1).Select(e => ((EntrySummary?)e, 0)), (null, entries.Count - MaxAcross + 1)];

    static PictureBox Place((EntrySummary? Entry, int More) cell, int x, int count, int y, int width, bool isOwn)
    {
        int row = (count * (BoxWidth + Gap)) - Gap;
        return new PictureBox(((width - row) / 2) + (x * (BoxWidth + Gap)), y * RowHeight, BoxWidth, BoxHeight, cell.Entry, cell.More, isOwn, y);
    }

    /// <summary>Lines from each box to those it is part of.</summary>
    static IEnumerable<PictureLine> Connect(EntryStructure structure, PictureBox[] boxes)
    {
        foreach (PictureBox part in boxes)
        {
            string[] wholes = part.Entry is { } entry ? [.. entry.PartOf] : [structure.Entry.Id];
            foreach (PictureBox whole in boxes.Where(b => b.Row < part.Row && b.Entry is not null && wholes.Contains(b.Entry.Id)))
                yield return new PictureLine(part.X + (part.Width / 2), part.Y, whole.X + (whole.Width / 2), whole.Y + whole.Height);
        }
    }
}

/// <param name="More">How many entries it stands for where it is none itself.</param>
sealed record PictureBox(int X, int Y, int Width, int Height, EntrySummary? Entry, int More, bool IsOwn, int Row);

sealed record PictureLine(int FromX, int FromY, int ToX, int ToY);
