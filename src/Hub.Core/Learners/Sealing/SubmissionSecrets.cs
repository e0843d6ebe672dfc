using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Hub.Ports;

namespace Hub.Learners.Sealing;

/// <summary>
/// The key of each submission about learners, wrapped, in a row of a table of keys. It is named after the body, because the body is
/// stored before the submission has a number. Without it body, chunks, verdicts and error file can not be read any more.
/// </summary>
public sealed class SubmissionSecrets(ITables tables, IKeyRing ring)
{
    const string Table = KeyTables.Submissions;
    const int KeyBytes = 32;
    const int MostRemembered = 1024;

    readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>Null when there is none, or it was destroyed.</summary>
    public async Task<byte[]?> FindAsync(OrganisationId organisation, string secret, CancellationToken cancel)
    {
        string place = PlaceOf(organisation, secret);
        if (_keys.TryGetValue(place, out byte[]? known)) return known;
        TableRow? row = await tables.FindAsync(Table, organisation.Value, secret, cancel);
        if (row is null) return null;
        using var wrapping = new KeyWrapping(ring);
        return Remember(place, await wrapping.UnwrapAsync(Encoding.ASCII.GetString(row.Body.Span), place, cancel));
    }

    /// <summary>The key, made where there is none yet.</summary>
    public async Task<byte[]> MakeAsync(OrganisationId organisation, string secret, CancellationToken cancel)
    {
        for (; ; )
        {
            if (await FindAsync(organisation, secret, cancel) is { } there) return there;
            string place = PlaceOf(organisation, secret);
            byte[] key = RandomNumberGenerator.GetBytes(KeyBytes);
            using var wrapping = new KeyWrapping(ring);
            byte[] body = Encoding.ASCII.GetBytes(await wrapping.WrapAsync(key, place, cancel));
            if ((await tables.CommitAsync(Table, organisation.Value, [RowChange.Insert(secret, body)], cancel)).IsDone) return Remember(place, key);
        }
    }

    /// <summary>From here on nothing that was encrypted under it can be read.</summary>
    public async Task DestroyAsync(OrganisationId organisation, string secret, CancellationToken cancel)
    {
        if (await tables.FindAsync(Table, organisation.Value, secret, cancel) is { } row) await tables.CommitAsync(Table, organisation.Value, [RowChange.Delete(row.Row, row.ETag)], cancel);
        _keys.TryRemove(PlaceOf(organisation, secret), out _);
    }

    /// <summary>What a key is wrapped for.</summary>
    internal static string PlaceOf(OrganisationId organisation, string secret) => $"{organisation.Value}/{secret}";

    byte[] Remember(string place, byte[] key)
    {
        if (_keys.Count >= MostRemembered) _keys.Clear();
        return _keys[place] = key;
    }
}
