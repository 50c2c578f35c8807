using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Shared.Hosting;

namespace Gateway.SignIn;

/// <summary>The keys of the issuer: made at the first start, kept under the data directory.</summary>
internal sealed class SigningKeys(DataDirectory data)
{
    public SecurityKey Signing { get; } = Load(data, "signing.pem");
    public SecurityKey Encryption { get; } = Load(data, "encryption.pem");

    private static RsaSecurityKey Load(DataDirectory data, string name)
    {
        var pem = data.Secret(name, () =>
        {
            using var made = RSA.Create(2048);
            return System.Text.Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem());
        });
        var rsa = RSA.Create();
        rsa.ImportFromPem(System.Text.Encoding.ASCII.GetString(pem));
        return new RsaSecurityKey(rsa)
        {
            KeyId = Convert.ToHexStringLower(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo()))[..16],
        };
    }
}
