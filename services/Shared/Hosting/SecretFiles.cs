using Microsoft.Extensions.Configuration;

namespace Shared.Hosting;

/// <summary>
/// Settings nobody else may read, one file per setting and named as the environment variable would be: <c>/run/secrets</c>, where Compose
/// puts them, or the folder in <c>DonThu:SecretsDirectory</c>. What a file says wins over the environment.
/// </summary>
public static class SecretFiles
{
    public const string DirectoryKey = "DonThu:SecretsDirectory";
    public const string DefaultDirectory = "/run/secrets";

    /// <summary>Reads the files once; a changed secret takes a restart, as every other setting does.</summary>
    public static IConfigurationManager AddSecretFiles(this IConfigurationManager configuration)
    {
        // A folder somebody named has to be there; the usual one is there only in a container that was given secrets.
        var named = configuration[DirectoryKey];
        configuration.AddKeyPerFile(
            Path.GetFullPath(string.IsNullOrWhiteSpace(named) ? DefaultDirectory : named), optional: string.IsNullOrWhiteSpace(named));
        return configuration;
    }
}
