using System.Diagnostics.CodeAnalysis;

namespace Shared.Hosting;

/// <summary>Keys as a secret store keeps them: base 64, perhaps with a line break behind.</summary>
public static class SecretKeys
{
    public static bool TryRead(string? text, int atLeast, [NotNullWhen(true)] out byte[]? key)
    {
        var buffer = new byte[text?.Length ?? 0];
        key = Convert.TryFromBase64String(text ?? "", buffer, out var length) && length >= atLeast ? buffer[..length] : null;
        return key is not null;
    }
}
