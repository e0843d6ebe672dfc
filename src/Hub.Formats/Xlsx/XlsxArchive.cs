using System.IO.Compression;

namespace Hub.Formats.Xlsx;

/// <summary>The look at the archive before anything of it is unpacked: what it is, and what it would unpack to.</summary>
internal static class XlsxArchive
{
    static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0];

    /// <summary>Password protection puts the workbook into a compound file, in a stream of this name (MS-OFFCRYPTO), as UTF-16.</summary>
    static ReadOnlySpan<byte> EncryptedPackage => "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"u8;

    public static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8);

    public static bool IsCompoundFile(ReadOnlySpan<byte> head) => head.StartsWith(CompoundFile);

    /// <summary>Why the file cannot be read as a workbook; null when it may be one.</summary>
    public static Problem? Refuse(Stream file, XlsxLimits limits)
    {
        byte[] head = new byte[4];
        file.Position = 0;
        int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (IsCompoundFile(head.AsSpan(0, length))) return Holds(file, EncryptedPackage) ? FileProblems.Encrypted : FileProblems.OldExcel;
        file.Position = 0;
        using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        return KindOf(archive) ?? SizeOf(archive, limits);
    }

    static Problem? KindOf(ZipArchive archive)
    {
        bool Has(string name) => archive.Entries.Any(entry => entry.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (Has("xl/vbaProject.bin")) return FileProblems.Macros;
        if (Has("[Content_Types].xml")) return null;
        return Has("mimetype") && Has("content.xml") ? FileProblems.OpenDocument : FileProblems.NotAWorkbook;
    }

    // The sizes the archive states are the most that is unpacked: the reader of the archive stops there.
    static Problem? SizeOf(ZipArchive archive, XlsxLimits limits)
    {
        if (archive.Entries.Count > limits.Parts) return FileProblems.WorkbookTooLarge($"It has {archive.Entries.Count} parts.");
        long total = 0;
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (entry.IsEncrypted) return FileProblems.Encrypted;
            total += entry.Length;
            if (entry.Length > limits.UnpackedBytes || total > limits.UnpackedBytes) return FileProblems.WorkbookTooLarge("It is far larger unpacked than a table of a million rows.");
            if (entry.Length > limits.RatioFromBytes && entry.Length / limits.Ratio > entry.CompressedLength) return FileProblems.WorkbookTooLarge("It is packed so tightly that it cannot be a table.");
        }

        return null;
    }

    static bool Holds(Stream file, ReadOnlySpan<byte> wanted)
    {
        file.Position = 0;
        byte[] buffer = new byte[64 * 1024];
        for (int kept = 0, read; (read = file.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            if (buffer.AsSpan(0, kept + read).IndexOf(wanted) >= 0) return true;
            int tail = Math.Min(kept + read, wanted.Length - 1);
            buffer.AsSpan(kept + read - tail, tail).CopyTo(buffer);
            kept = tail;
        }

        return false;
    }
}
