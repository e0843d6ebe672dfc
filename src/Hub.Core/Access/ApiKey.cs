namespace Hub.Access;

/// <summary>An API key as it is stored: everything but the secret, which is kept as a hash.</summary>
/// <param name="Id">Public id of the key, 16 hexadecimal digits; goes into audit facts and logs.</param>
/// <param name="ExpiresAt">When it stops working; null: never.</param>
/// <param name="RevokedAt">When it was revoked; null while it is not.</param>
public sealed record ApiKey(string Id, OrganisationId Organisation, IReadOnlyList<Role> Roles, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, bool Revoked, DateTimeOffset? RevokedAt = null)
{
    public bool IsUsable(DateTimeOffset now) => !Revoked && (ExpiresAt is null || ExpiresAt > now);

    public Caller ToCaller() => new(Id, Organisation, Roles.ToHashSet());
}
