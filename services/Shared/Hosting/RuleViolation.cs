namespace Shared.Hosting;

/// <summary>
/// The law or the state of the matter forbids what was asked. <paramref name="rule"/> is stable: it is the problem's type, the key of
/// its text, and the name of its test.
/// </summary>
public sealed class RuleViolation(string rule, string? legalBasis = null, int status = 409, IReadOnlyDictionary<string, object?>? details = null)
    : Exception(rule)
{
    public string Rule { get; } = rule;
    public string? LegalBasis { get; } = legalBasis;

    /// <summary>409 when the state forbids it, 422 when the request itself cannot be.</summary>
    public int Status { get; } = status;
    public IReadOnlyDictionary<string, object?> Details { get; } = details ?? new Dictionary<string, object?>();

    /// <summary>The request itself says something impossible.</summary>
    public static RuleViolation Unprocessable(string rule, string? legalBasis = null) => new(rule, legalBasis, 422);
}
