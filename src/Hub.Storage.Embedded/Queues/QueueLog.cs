using Microsoft.Extensions.Logging;

namespace Hub.Storage.Embedded.Queues;

/// <summary>Log messages of the queue loop. They name messages and never hold their text.</summary>
static partial class QueueLog
{
    [LoggerMessage(8101, LogLevel.Warning, "Queue {Queue}: message {Id} failed at attempt {Attempt}; it will be tried again.")]
    public static partial void Failed(ILogger logger, Exception fault, string queue, string id, int attempt);

    [LoggerMessage(8102, LogLevel.Error, "Queue {Queue}: message {Id} failed at its last attempt and goes to the poison queue.")]
    public static partial void Poisoned(ILogger logger, Exception fault, string queue, string id);

    [LoggerMessage(8103, LogLevel.Warning, "Queue {Queue}: message {Id} was taken by another while it was worked on.")]
    public static partial void Lost(ILogger logger, string queue, string id);

    [LoggerMessage(8104, LogLevel.Warning, "Queue {Queue}: message {Id} was done too late; another has it, so it is done again.")]
    public static partial void Late(ILogger logger, string queue, string id);

    [LoggerMessage(8105, LogLevel.Information, "Queue {Queue}: message {Id} was stopped and is visible again.")]
    public static partial void Stopped(ILogger logger, string queue, string id);

    [LoggerMessage(8106, LogLevel.Error, "Queue {Queue}: the store failed.")]
    public static partial void StoreFault(ILogger logger, Exception fault, string queue);

    [LoggerMessage(8107, LogLevel.Warning, "Handlers still run after they were cancelled; they are given up.")]
    public static partial void Abandoned(ILogger logger);
}
