using Xunit;

namespace Architecture;

internal static class Check
{
    /// <summary>Fails with every violation, each on its line.</summary>
    public static void NoViolations(IEnumerable<string> violations)
    {
        var all = violations.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count} violation(s):{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }

    public static bool IsWithin(this string space, string parent) =>
        space == parent || space.StartsWith(parent + ".", StringComparison.Ordinal);
}
