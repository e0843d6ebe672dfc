using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hub.Records;

namespace Hub.Learners;

/// <summary>Seals the records of an import for their learners. What one record needs and the next can use again is there once: buffers, hashes, random bytes.</summary>
sealed class RecordSealing(int records) : IDisposable
{
    readonly SHA256 _hashes = SHA256.Create();
    readonly byte[] _nonces = RandomNumberGenerator.GetBytes(records * Learner.NonceBytes);
    readonly ArrayBufferWriter<byte> _clear = new(2048), _personal = new(512), _box = new(512);
    int _sealed;

    /// <summary>The record as it is stored: members that say nothing of the person, the reference, and the rest as ciphertext.</summary>
    /// <param name="moves">Whether it comes from another learner; its versions are counted anew then.</param>
    public RecordWrite Seal(RecordWrite write, Learner learner, bool moves) => write with
    {
        Id = LearnerRecords.IdOf(learner.Reference, write.Id),
        Partition = RecordKeys.PartitionIndexOf(RecordKeys.KeyOf(learner.Reference.Value, _hashes)),
        Hash = learner.Fingerprint(write.Json.Span),
        Json = Seal(write.Json.Span, learner, write.Id),
        Visibility = Visibility.Hidden,
        ExpectedVersion = moves ? null : write.ExpectedVersion,
        Answers = moves ? null : write.Answers,
    };

    public void Dispose() => _hashes.Dispose();

    byte[] Seal(ReadOnlySpan<byte> json, Learner learner, string id)
    {
        _clear.ResetWrittenCount();
        _personal.ResetWrittenCount();
        LearnerJson.Divide(json, _clear, _personal);
        ReadOnlySpan<byte> nonce = _nonces.AsSpan(_sealed++ * Learner.NonceBytes, Learner.NonceBytes);
        Span<byte> box = _box.GetSpan(_personal.WrittenCount + Learner.ExtraBytes)[..(_personal.WrittenCount + Learner.ExtraBytes)];
        learner.Seal(_personal.WrittenSpan, nonce, id, box);
        _clear.Write(",\"learner\":\""u8);
        _clear.Advance(Encoding.ASCII.GetBytes(learner.Reference.Value, _clear.GetSpan(learner.Reference.Value.Length)));
        _clear.Write("\",\"sealed\":\""u8);
        _clear.Advance(Base64Url.EncodeToUtf8(box, _clear.GetSpan(Base64Url.GetEncodedLength(box.Length))));
        _clear.Write("\"}"u8);
        return _clear.WrittenSpan.ToArray();
    }
}
