using Hub.Storage.Embedded.Sqlite;
using Xunit;

namespace Hub.Storage.Tests.Embedded;

public sealed class LogBoundTests : IDisposable
{
    const int Kibibyte = 1024;
    readonly TemporaryFolder temporary = new();
    readonly string path;
    readonly Connection writer;

    public LogBoundTests()
    {
        Directory.CreateDirectory(temporary.Path);
        path = Path.Combine(temporary.Path, "hub.db");
        writer = Connection.Open(path, writes: true);
        writer.Execute($"pragma journal_mode = wal; pragma journal_size_limit = {100 * Kibibyte}; create table t(b blob)");
    }

    long LogBytes => new FileInfo(path + "-wal").Length;

    public void Dispose()
    {
        writer.Dispose();
        temporary.Dispose();
    }

    [Fact]
    public void Keep_ReaderUnderWay_LeavesTheLogAndLaterCutsIt()
    {
        var bound = new LogBound(writer, path + "-wal", 500 * Kibibyte);
        using (Connection reader = Connection.Open(path, writes: false))
        {
            reader.Execute("begin; select count(*) from t");
            Write(1000 * Kibibyte);
            bound.Keep();
            Write(1);
            Assert.True(LogBytes > 1000 * Kibibyte);
        }

        Write(1100 * Kibibyte);
        bound.Keep();
        Write(1);

        Assert.True(LogBytes <= 100 * Kibibyte, $"{LogBytes} bytes");
    }

    void Write(int bytes) => writer.Prepared("insert into t values(?1)").Bind(1, new byte[bytes]).Run();
}
