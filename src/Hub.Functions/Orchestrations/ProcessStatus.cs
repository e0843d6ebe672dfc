namespace Hub.Functions.Orchestrations;

/// <summary>What the custom status of an instance shows to operators.</summary>
/// <param name="Stage">Stage of the case as its process saw it last; the record of the case is what counts.</param>
/// <param name="WakesAt">When it goes on by itself, UTC.</param>
/// <param name="Parked">The step that failed again and again, and the type of its fault; null when it is not parked.</param>
/// <param name="Answers">Steps and sleeps so far.</param>
sealed record ProcessStatus(string? Stage, DateTimeOffset? WakesAt, string? Parked, int Answers);
