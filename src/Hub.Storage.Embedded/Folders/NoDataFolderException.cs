namespace Hub.Storage.Embedded.Folders;

/// <summary>Where a data folder was expected there is none: a typing error would otherwise make an empty one.</summary>
public sealed class NoDataFolderException(string folder) : IOException($"There is no data folder at {folder}.")
{
    public string Folder { get; } = folder;
}
