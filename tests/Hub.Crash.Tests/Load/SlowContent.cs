using System.Net;

namespace Hub.Crash.Tests.Load;

/// <summary>A body that comes in parts.</summary>
sealed class SlowContent(byte[] body, TimeSpan pause) : HttpContent
{
    const int Parts = 8;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (byte[] part in body.Chunk(body.Length / Parts + 1))
        {
            await stream.WriteAsync(part);
            if (pause == TimeSpan.Zero) continue;
            await stream.FlushAsync();
            await Task.Delay(pause);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
