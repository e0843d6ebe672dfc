namespace Hub.Rules;

/// <summary>The controlled vocabularies the hub knows.</summary>
public sealed class Vocabularies;
