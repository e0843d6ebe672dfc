namespace Hub.Storage.Embedded.Sqlite;

/// <summary>
/// Keeps the write-ahead log short. SQLite's own checkpoint copies pages back but begins the log anew only in a moment without
/// readers, which under steady reading never comes: then the log would grow as long as the hub runs. Above a bound this waits
/// for the readers that are under way; later ones no longer need the log.
/// </summary>
/// <param name="boundBytes">Of the log file; more than what <c>journal_size_limit</c> cuts it down to.</param>
sealed class LogBound(Connection connection, string logPath, long boundBytes)
{
    // A backup reads for minutes, and commits must not wait for it.
    const int WaitMilliseconds = 500;
    long after;

    /// <summary>To be called between transactions.</summary>
    public void Keep()
    {
        long size = new FileInfo(logPath) is { Exists: true } log ? log.Length : 0;
        if (size < Math.Max(boundBytes, after)) return;
        // After a vain try not again at once: each costs every waiting commit its time.
        after = TryCopyBack("restart") ? 0 : size * 2;
    }

    /// <summary>Copies everything back and cuts the log to nothing; false when readers that are under way need it.</summary>
    public bool Empty() => TryCopyBack("truncate");

    bool TryCopyBack(string mode)
    {
        try
        {
            connection.Execute($"pragma busy_timeout = {WaitMilliseconds}");
            Statement checkpoint = connection.Prepared($"pragma wal_checkpoint({mode})");
            bool done = checkpoint.Step() && checkpoint.Int64(0) == 0;
            checkpoint.Reset();
            connection.Execute($"pragma busy_timeout = {SqliteDatabase.BusyMilliseconds}");
            return done;
        }
        catch (SqliteFault)
        {
            // Nothing is lost: the log keeps what was not copied back, and a store that is ill fails the next commit.
            return false;
        }
    }
}
