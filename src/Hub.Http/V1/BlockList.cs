using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Hub.Submissions.Uploads;

namespace Hub.Http.V1;

/// <summary>Lists of blocks as Azure Blob storage writes them (learn.microsoft.com/rest/api/storageservices/put-block-list).</summary>
static class BlockList
{
    const int MaxBlocks = 50_000;
    const int MaxCharacters = 8 * 1024 * 1024;

    /// <summary>Ids in their order; null when it is no list.</summary>
    public static async Task<IReadOnlyList<string>?> ReadAsync(Stream body, CancellationToken cancel)
    {
        var settings = new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MaxCharacters };
        try
        {
            using XmlReader reader = XmlReader.Create(body, settings);
            XElement? root = (await XDocument.LoadAsync(reader, LoadOptions.None, cancel)).Root;
            if (root?.Name != "BlockList" || root.Elements().Any(e => e.Name.LocalName is not ("Latest" or "Uncommitted"))) return null;
            string[] ids = [.. root.Elements().Select(e => e.Value.Trim())];
            return ids.Length is > 0 and <= MaxBlocks ? ids : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static string Write(IReadOnlyList<UploadBlock> blocks)
    {
        var list = new XElement("BlockList", new XElement("CommittedBlocks"), new XElement("UncommittedBlocks",
            blocks.Select(b => new XElement("Block", new XElement("Name", b.Id), new XElement("Size", b.SizeBytes.ToString(CultureInfo.InvariantCulture))))));
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>{list.ToString(SaveOptions.DisableFormatting)}";
    }
}
