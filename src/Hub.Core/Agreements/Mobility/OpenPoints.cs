namespace Hub.Agreements.Mobility;

/// <summary>Lists what is missing in a mobility and whose turn it is. Codes are public contract.</summary>
static class OpenPoints
{
    /// <param name="now">The current version, opened.</param>
    /// <param name="terms">The agreed version; the current one where none is.</param>
    /// <param name="hasMemorandum">Whether the memorandum it names is in force between the two.</param>
    /// <param name="isTranscriptShown">Otherwise nothing is said of what is assessed.</param>
    public static IReadOnlyList<OpenPoint> Of(AgreementTerms now, AgreementTerms terms, DateOnly today, bool hasMemorandum, SignedVersion current, IReadOnlyList<TranscriptLine> transcript, bool isTranscriptShown)
    {
        if (!now.IsActive) return [];
        var open = new List<OpenPoint>();
        foreach (string signer in now.Signers)
            if (!current.IsSignedBy(signer)) open.Add(new OpenPoint("mobility.signature-missing", TurnOf(signer), "The current version is not signed.", null));
        if (now.HasProposal) open.Add(new OpenPoint("mobility.proposal-open", Turn.Host, "A proposal to change the agreement is not answered in the system it comes from.", null));
        if (!hasMemorandum) open.Add(new OpenPoint("mobility.memorandum-missing", Turn.Home, "No memorandum in force, signed by both, stands behind the agreement.", terms.Memorandum));
        if (transcript.Count == 0) open.Add(new OpenPoint("mobility.outcomes-missing", Turn.Home, "What is to be achieved is only in words: nothing can be matched.", null));
        foreach (TranscriptLine line in transcript)
            if ((isTranscriptShown || line.Part is null) && OfLine(line, terms, today) is { } point) open.Add(point);
        return open;
    }

    static OpenPoint? OfLine(TranscriptLine line, AgreementTerms terms, DateOnly today) => line switch
    {
        { Part: null } => new OpenPoint("mobility.part-missing", Turn.Home, "It is not agreed what the outcome stands for at home.", line.Outcome),
        { Achievement: null } when today < terms.From => null,
        { Achievement: null } when terms.Until is { } until && today <= until => new OpenPoint("mobility.not-assessed-yet", Turn.Learner, "The outcome is being learnt.", line.Outcome),
        { Achievement: null } => new OpenPoint("mobility.not-assessed", Turn.Host, "The host has documented no assessment of the outcome.", line.Outcome),
        { Recognition: RecognitionState.NotAsked } => new OpenPoint("mobility.recognition-not-asked", Turn.Home, "The outcome is assessed; nobody has asked for its recognition.", line.Outcome),
        { Recognition: RecognitionState.Asked } => new OpenPoint("mobility.recognition-undecided", Turn.Institution, "Recognition is asked for and not decided.", line.Outcome),
        { Recognition: RecognitionState.NotRecognised } => new OpenPoint("mobility.not-recognised", Turn.Learner, "The outcome was not recognised; the decision says what can still be done.", line.Outcome),
        _ => null,
    };

    static Turn TurnOf(string signer) => signer switch { Signer.Home => Turn.Home, Signer.Host => Turn.Host, _ => Turn.Learner };
}
