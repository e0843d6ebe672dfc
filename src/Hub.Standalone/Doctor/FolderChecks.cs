using Hub.Learners;
using Hub.Records;
using Hub.Releases;
using Hub.Standalone.Hosting;
using Hub.Storage.Embedded.Folders;

namespace Hub.Standalone.Doctor;

/// <summary>Whether files can be written, and who writes them.</summary>
sealed class FolderCheck(string data) : ICheck
{
    public string Name => "folder";

    public Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        string probe = Path.Combine(data, $"hub.doctor-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(this.Fail($"{data} can not be written: {refused.Message}", $"Run as the owner of the folder: ls -ld {data}"));
        }

        FolderHolder? holder = DataFolder.HolderOf(data);
        return Task.FromResult(this.Ok(holder is null ? "can be written; no process has it"
            : holder.Address is null ? $"can be written; process {holder.ProcessId} has it"
            : $"can be written; process {holder.ProcessId} serves it at {holder.Address}"));
    }
}

/// <summary>Room on the disk: a full one stops every import.</summary>
sealed class DiskCheck(string data, Func<long>? freeBytes = null) : ICheck
{
    const long Enough = 2L << 30, Least = 256L << 20;

    public string Name => "disk";

    public Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        long free = freeBytes?.Invoke() ?? new DriveInfo(Path.GetFullPath(data)).AvailableFreeSpace;
        string found = $"{Terminal.Number(free >> 20)} MiB free";
        string toDo = $"Make room, or move the folder to a larger disk: du -sh {data}/*";
        return Task.FromResult(free < Least ? this.Fail(found, toDo) : free < Enough ? this.Warn(found, toDo) : this.Ok(found));
    }
}

/// <summary>Whether the databases are whole.</summary>
sealed class DatabaseCheck(string data) : ICheck
{
    public string Name => "databases";

    public Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        List<string> faults = [.. DataFolder.FaultsOf(data).Select(f => $"{f.Name}: {f.Fault}")];
        return Task.FromResult(faults.Count == 0
            ? this.Ok("every database is whole")
            : this.Fail(string.Join("; ", faults), $"Stop the hub, keep a copy of the folder, then restore the last backup: hub restore BACKUP --data {data}-new"));
    }
}

/// <summary>Whether keys are there, which nothing can replace, and only their owner can read them.</summary>
sealed class KeyCheck(string data, TimeProvider clock) : ICheck
{
    static readonly TimeSpan Old = TimeSpan.FromDays(730);

    public string Name => "keys";

    public async Task<CheckAnswer> RunAsync(CancellationToken cancel)
    {
        string ring = Path.Combine(data, "keys", "learners", "ring.json");
        using DataFolder folder = DataFolder.OpenForReading(data, clock);
        // The ring is made for the first learner.
        bool isThere = File.Exists(ring);
        if (!isThere && await HasLearnersAsync(folder, cancel)) return this.Fail("keys/learners/ring.json is missing: no learner can be read", "Put it back from its own backup before the hub starts.");
        if (isThere && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(ring) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
            return this.Fail("others than the owner can read keys/learners/ring.json", $"chmod 600 {ring}");
        if ((await folder.Signer.KeysAsync(cancel)).Where(k => k.RetiredAt is null).MaxBy(k => k.CreatedAt) is not { } key)
            // It is made with the first signature.
            return await new ReleaseStore(folder.Tables).NewestAsync(cancel) is null ? this.Ok("nothing has been signed yet") : this.Fail("there is no signing key", $"Put keys back from a backup, or make one: hub keys rotate --data {data}");
        int days = (int)(clock.GetUtcNow() - key.CreatedAt).TotalDays;
        string found = $"signing key {key.KeyId} is {days} days old; {(isThere ? "keys of learners are there" : "there are no learners yet")}";
        return days > Old.TotalDays ? this.Warn(found, $"Stop the hub, then: hub keys rotate --data {data}") : this.Ok(found);
    }

    static async Task<bool> HasLearnersAsync(DataFolder folder, CancellationToken cancel)
    {
        for (int partition = 0; partition < RecordKeys.PartitionCount; partition++)
            if ((await folder.Tables.ScanAsync(LearnerStore.Table, RecordKeys.Partition(partition), "", null, 1, cancel)).Count > 0) return true;
        return false;
    }
}
