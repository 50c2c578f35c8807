using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Shared.Hosting;

namespace Intake.Identities;

/// <summary>The master key of the vault.</summary>
internal sealed class IdentityVaultOptions
{
    public const string Section = "DonThu:Identities";

    /// <summary>32 bytes in base 64, from a secret store. Empty: made at the first start and kept under the data directory.</summary>
    public string? MasterKey { get; set; }
}

/// <summary>
/// Envelope encryption: every submission has a data key of its own, wrapped by the master key; every record is sealed with
/// AES-256-GCM and bound to its id, so that records cannot be swapped.
/// </summary>
internal sealed class IdentityKeys
{
    private readonly byte[] master;

    public IdentityKeys(IOptions<IdentityVaultOptions> options, DataDirectory data)
    {
        master = string.IsNullOrWhiteSpace(options.Value.MasterKey)
            ? data.Secret("identities.key", () => RandomNumberGenerator.GetBytes(32))
            : FromBase64(options.Value.MasterKey);
        if (master.Length != 32)
            throw new OptionsValidationException(IdentityVaultOptions.Section, typeof(IdentityVaultOptions), ["The master key must be 32 bytes."]);
        KeyId = Convert.ToHexStringLower(SHA256.HashData(master))[..16];
    }

    /// <summary>Names the master key without revealing it.</summary>
    public string KeyId { get; }

    public DataKey NewDataKey(Guid submissionId)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new DataKey(key, Aead.Seal(master, submissionId, key), KeyId);
    }

    public DataKey OpenDataKey(Guid submissionId, byte[] wrapped, string keyId) => keyId == KeyId
        ? new DataKey(Aead.Open(master, submissionId, wrapped), wrapped, keyId)
        : throw new InvalidOperationException($"The vault was sealed with master key {keyId}; this process holds {KeyId}.");

    private static byte[] FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }
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
