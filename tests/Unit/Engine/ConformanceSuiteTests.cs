using System.Reflection;
using Procedures.Vocabulary;
using Xunit;

namespace Unit.Engine;

/// <summary>Names the activity type whose behaviour a test of the conformance suite states.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ShowsAttribute(string type, string? mode = null) : Attribute
{
    public string Type { get; } = type;

    /// <summary>For a join, which of its modes.</summary>
    public string? Mode { get; } = mode;
}

/// <summary>
/// What every activity does is said by the tests whose classes are named Conformance…; whatever else runs the same documents has to
/// pass them, too.
/// </summary>
public sealed class ConformanceSuiteTests
{
    private static readonly ShowsAttribute[] Shown = [.. typeof(ConformanceSuiteTests).Assembly.GetTypes()
        .Where(type => type.Name.StartsWith("Conformance", StringComparison.Ordinal))
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<FactAttribute>() is not null)
        .SelectMany(method => method.GetCustomAttributes<ShowsAttribute>())];

    [Fact]
    public void EveryActivityType_IsNamedInTheSuite() =>
        Assert.Equal(ActivityVocabulary.All.Select(one => one.Type).Order(), Shown.Select(one => one.Type).Distinct().Order());

    [Fact]
    public void EveryModeOfAJoin_IsNamedInTheSuite() =>
        Assert.Equal(["WaitAll", "WaitAny"], Shown.Where(one => one.Type == "Elsa.FlowJoin").Select(one => one.Mode).Distinct().Order());
}
