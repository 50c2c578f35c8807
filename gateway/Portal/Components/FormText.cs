namespace Portal.Components;

/// <summary>What was typed, as the API wants it: trimmed, and absent when empty.</summary>
public static class FormText
{
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    public static string OrEmpty(string? text) => text?.Trim() ?? "";
}
