namespace Hub.Releases;

/// <summary>The forms a release is published in beside lines of JSON.</summary>
public sealed record ReleaseForms(IReleaseTable Table, IReleaseLoq Loq);
