using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Shared.Hosting;

/// <summary>What seals cookies, forms and remembered answers.</summary>
public sealed class ProtectionOptions : IValidatableObject
{
    public const string Section = "DonThu:Protection";

    /// <summary>
    /// Secrets of at least 32 bytes in base 64, the newest first: it seals, the others still open. Needed when several instances of a
    /// program share the work. Empty: keys are made by themselves and kept under the data directory.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < Secrets.Count; i++)
        {
            if (!SecretKeys.TryRead(Secrets[i], atLeast: 32, out _))
                yield return new ValidationResult($"{Section}:Secrets:{i} must be at least 32 bytes in base 64.", [nameof(Secrets)]);
        }
    }
}

/// <summary>Where the keys of data protection come from: the configured secrets, or files of this installation.</summary>
internal static class ProtectionKeys
{
    public static void AddProtectionKeys(this IServiceCollection services)
    {
        services.AddOptions<ProtectionOptions>().BindConfiguration(ProtectionOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        // By default keys are bound to the path of the program, which differs from one machine to the next.
        services.Configure<DataProtectionOptions>(options => options.ApplicationDiscriminator = "donthu");
        services.AddOptions<KeyManagementOptions>().Configure<DataDirectory, IOptions<ProtectionOptions>, ILoggerFactory>(
            (keys, data, protection, loggers) =>
            {
                if (protection.Value.Secrets.Count == 0)
                {
                    keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(data.Folder("keys")), loggers);
                    return;
                }

                keys.AutoGenerateKeys = false;
                keys.XmlRepository = new ConfiguredKeyRing(protection.Value.Secrets);
            });
    }
}

/// <summary>
/// A key ring derived from secrets, the same in every instance: nothing is written, and nobody waits for somebody else's key. Which key
/// seals follows from its place in the list alone.
/// </summary>
internal sealed class ConfiguredKeyRing(IReadOnlyList<string> secrets) : IXmlRepository
{
    private static readonly DateTimeOffset FirstActivation = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Expiration = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. secrets.Select((secret, place) => Key(secret, FirstActivation.AddDays(secrets.Count - place)))];

    public void StoreElement(XElement element, string friendlyName) =>
        throw new NotSupportedException($"Keys come from {ProtectionOptions.Section}:Secrets.");

    private static XElement Key(string secret, DateTimeOffset activation)
    {
        if (!SecretKeys.TryRead(secret, atLeast: 32, out var bytes)) throw new CryptographicException("A protection secret is not base 64.");
        var descriptor = new AuthenticatedEncryptorDescriptor(
            new AuthenticatedEncryptorConfiguration(), new Secret(Derive(bytes, "donthu protection key", 64))).ExportToXml();
        return new XElement("key",
            new XAttribute("id", new Guid(Derive(bytes, "donthu protection key id", 16))),
            new XAttribute("version", 1),
            new XElement("creationDate", Text(FirstActivation)),
            new XElement("activationDate", Text(activation)),
            new XElement("expirationDate", Text(Expiration)),
            new XElement("descriptor",
                new XAttribute("deserializerType", descriptor.DeserializerType.AssemblyQualifiedName!), descriptor.SerializedDescriptorElement));
    }

    private static byte[] Derive(byte[] secret, string purpose, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA512, secret, length, info: Encoding.ASCII.GetBytes(purpose));

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
