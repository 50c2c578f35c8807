using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Shared.Hosting;

namespace Intake.Identities;

/// <summary>The master keys of the vault.</summary>
internal sealed class IdentityVaultOptions
{
    public const string Section = "DonThu:Identities";

    /// <summary>32 bytes in base 64, from a secret store: wraps what is new. Empty: made at the first start and kept under the data directory.</summary>
    public string? MasterKey { get; set; }

    /// <summary>Still open what they wrapped: the key before, or the one that comes next.</summary>
    public IReadOnlyList<string> FurtherMasterKeys { get; set; } = [];
}

/// <summary>
/// Envelope encryption: every submission has a data key of its own, wrapped by the master key; every record is sealed with
/// AES-256-GCM and bound to its id, so that records cannot be swapped. Several master keys may be known; the newest wraps.
/// </summary>
internal sealed class IdentityKeys
{
    public const string File = "identities.key";

    private readonly byte[] master;
    private readonly Dictionary<string, byte[]> known = new(StringComparer.Ordinal);

    public IdentityKeys(IOptions<IdentityVaultOptions> options, DataDirectory data)
    {
        IReadOnlyList<byte[]> keys = string.IsNullOrWhiteSpace(options.Value.MasterKey)
            ? data.Secrets(File, New)
            : [.. options.Value.FurtherMasterKeys.Where(key => !string.IsNullOrWhiteSpace(key)).Prepend(options.Value.MasterKey).Select(FromBase64)];
        if (keys.Any(key => key.Length != 32))
            throw new OptionsValidationException(IdentityVaultOptions.Section, typeof(IdentityVaultOptions), ["A master key must be 32 bytes."]);
        foreach (var key in keys) known[IdOf(key)] = key;
        master = keys[0];
        KeyId = IdOf(master);
    }

    /// <summary>Names the master key in use without revealing it.</summary>
    public string KeyId { get; }

    /// <summary>The names of all master keys this process can open with.</summary>
    public IReadOnlyCollection<string> Known => known.Keys;

    public static byte[] New() => RandomNumberGenerator.GetBytes(32);

    public DataKey NewDataKey(Guid submissionId)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new DataKey(key, Aead.Seal(master, submissionId, key), KeyId);
    }

    public DataKey OpenDataKey(Guid submissionId, byte[] wrapped, string keyId) =>
        new(Aead.Open(KnownKey(keyId), submissionId, wrapped), wrapped, keyId);

    /// <summary>The same data key, wrapped by the master key in use. What it sealed stays as it is.</summary>
    public DataKey Rewrap(Guid submissionId, byte[] wrapped, string keyId)
    {
        var key = Aead.Open(KnownKey(keyId), submissionId, wrapped);
        return new DataKey(key, Aead.Seal(master, submissionId, key), KeyId);
    }

    private byte[] KnownKey(string keyId) => known.GetValueOrDefault(keyId)
        ?? throw new InvalidOperationException($"The vault was sealed with master key {keyId}; this process knows {string.Join(", ", known.Keys)}.");

    private static string IdOf(byte[] key) => Convert.ToHexStringLower(SHA256.HashData(key))[..16];

    private static byte[] FromBase64(string text) => SecretKeys.TryRead(text, atLeast: 1, out var key) ? key : [];
}

internal sealed class DataKey(byte[] key, byte[] wrapped, string keyId)
{
    public byte[] Wrapped { get; } = wrapped;
    public string KeyId { get; } = keyId;

    public byte[] Seal(Guid recordId, byte[] content) => Aead.Seal(key, recordId, content);
    public byte[] Open(Guid recordId, byte[] content) => Aead.Open(key, recordId, content);
}

internal static class Aead
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(byte[] key, Guid boundTo, byte[] plain)
    {
        var result = new byte[NonceSize + TagSize + plain.Length];
        var nonce = result.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, result.AsSpan(NonceSize + TagSize), result.AsSpan(NonceSize, TagSize), boundTo.ToByteArray());
        return result;
    }

    public static byte[] Open(byte[] key, Guid boundTo, byte[] content)
    {
        var plain = new byte[content.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(content.AsSpan(0, NonceSize), content.AsSpan(NonceSize + TagSize), content.AsSpan(NonceSize, TagSize), plain, boundTo.ToByteArray());
        return plain;
    }
}
