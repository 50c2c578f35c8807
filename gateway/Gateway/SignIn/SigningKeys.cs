using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Shared.Hosting;

namespace Gateway.SignIn;

/// <summary>
/// The keys of the issuer, as PEM texts from a secret store. Empty: made at the first start and kept under the data directory. Several
/// instances of the gateway must be given the same.
/// </summary>
internal sealed class SigningKeyOptions
{
    public const string Section = "DonThu:SigningKeys";

    /// <summary>Signs new tokens.</summary>
    public string? Signing { get; set; }

    /// <summary>Are published and accepted as well: the key before, or the one that comes next.</summary>
    public IReadOnlyList<string> FurtherSigning { get; set; } = [];

    /// <summary>Encrypts what only the issuer itself reads.</summary>
    public string? Encryption { get; set; }

    /// <summary>Are still read.</summary>
    public IReadOnlyList<string> FurtherEncryption { get; set; } = [];
}

/// <summary>The keys of the issuer, the one in use first: it signs, the others are still believed.</summary>
internal sealed class SigningKeys(IOptions<SigningKeyOptions> options, DataDirectory data)
{
    public const string SigningFile = "signing.pem";
    public const string EncryptionFile = "encryption.pem";

    public IReadOnlyList<RsaSecurityKey> AllSigning { get; } = Load(data, SigningFile, options.Value.Signing, options.Value.FurtherSigning);
    public IReadOnlyList<RsaSecurityKey> AllEncryption { get; } = Load(data, EncryptionFile, options.Value.Encryption, options.Value.FurtherEncryption);

    public SecurityKey Signing => AllSigning[0];

    /// <summary>A new private key, as it is kept in a file.</summary>
    public static byte[] New()
    {
        using var made = RSA.Create(2048);
        return Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem());
    }

    private static List<RsaSecurityKey> Load(DataDirectory data, string file, string? current, IReadOnlyList<string> further) =>
        string.IsNullOrWhiteSpace(current)
            ? [.. data.Secrets(file, New).Select(pem => Read(Encoding.ASCII.GetString(pem)))]
            : [Read(current), .. further.Where(pem => !string.IsNullOrWhiteSpace(pem)).Select(Read)];

    private static RsaSecurityKey Read(string pem)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (ArgumentException)
        {
            // The message of the exception would be about the text; that text is a private key.
            throw new OptionsValidationException(SigningKeyOptions.Section, typeof(SigningKeyOptions),
                [$"Every key under {SigningKeyOptions.Section} must be one RSA private key as a PEM text."]);
        }

        return new RsaSecurityKey(rsa)
        {
            KeyId = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16],
        };
    }
}
