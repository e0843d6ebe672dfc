namespace Hub.Agreements.Mobility;

/// <summary>Where a mobility is. Names are public contract.</summary>
public enum MobilityPhase
{
    Before,
    During,
    After,

    /// <summary>Everything that was agreed is recognised.</summary>
    Completed,

    /// <summary>The agreement was terminated.</summary>
    Terminated,
}

/// <summary>Whose turn it is. Names are public contract.</summary>
public enum Turn
{
    Home,
    Host,
    Learner,

    /// <summary>The institution that decides about recognition.</summary>
    Institution,
}

/// <summary>Where recognition of an agreed outcome stands. Names are public contract.</summary>
public enum RecognitionState
{
    NotAsked,
    Asked,
    Recognised,

    /// <summary>Decided, and this part was not given.</summary>
    NotRecognised,
}

/// <summary>Something that is missing.</summary>
/// <param name="Code">Stable: <c>mobility.what-is-missing</c>. Public contract.</param>
/// <param name="About">Id of the outcome, memorandum or part it is about; null: the agreement.</param>
public sealed record OpenPoint(string Code, Turn Turn, string Message, string? About);

/// <summary>A line of the host's transcript: an agreed outcome and what became of it.</summary>
/// <param name="Outcome">Public id at the host.</param>
/// <param name="Part">Public id of the part of the home qualification; null: not agreed.</param>
/// <param name="Achievement">Public id of what the host awarded for it; null: not assessed yet.</param>
/// <param name="CreditPoints">As the host awarded them; null: none are stated.</param>
public sealed record TranscriptLine(string Outcome, string? Part, string? Achievement, DateOnly? AwardedOn, string? Grade, string? CreditSystem, decimal? CreditPoints, RecognitionState Recognition);

/// <summary>
/// The circle of one mobility, computed when asked for: what was agreed and signed before it, what is going on, what the host assessed and
/// what home made of it (ECVET: learning agreement, assessment, documentation, validation, recognition, accumulation).
/// </summary>
/// <param name="Version">Current version of the agreement.</param>
/// <param name="AgreedVersion">The newest version that all have signed, whose outcomes the transcript has; null: none, then those of the current one.</param>
/// <param name="Signatures">Those of the current version that count.</param>
public sealed record MobilityCircle(string Agreement, int Version, int? AgreedVersion, MobilityPhase Phase, IReadOnlyList<CountedSignature> Signatures, IReadOnlyList<TranscriptLine> Transcript, IReadOnlyList<OpenPoint> OpenPoints);
