using System.Globalization;

namespace Procedures.Competence;

/// <summary>
/// A condition over facts, from a closed set of operators: a fact equals a value, is one of several, is present or not, is at
/// least a number; all or any of further conditions. A fact nobody told satisfies only <c>"present": false</c>.
/// </summary>
internal sealed record Condition
{
    public IReadOnlyList<Condition>? All { get; init; }
    public IReadOnlyList<Condition>? Any { get; init; }
    public string? Fact { get; init; }

    // "equals" in the document; a record already has a member of that name.
    [System.Text.Json.Serialization.JsonPropertyName("equals")]
    public string? EqualTo { get; init; }

    public IReadOnlyList<string>? In { get; init; }
    public bool? Present { get; init; }
    public int? AtLeast { get; init; }

    public bool Holds(IReadOnlyDictionary<string, string> facts)
    {
        if (All is not null)
            return All.All(c => c.Holds(facts));
        if (Any is not null)
            return Any.Any(c => c.Holds(facts));

        var told = facts.TryGetValue(Fact!, out var value);
        if (Present is { } present)
            return told == present;
        if (!told)
            return false;
        if (EqualTo is not null)
            return value == EqualTo;
        if (In is not null)
            return In.Contains(value!);
        return int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= AtLeast;
    }

    public IEnumerable<string> Facts() =>
        (All ?? Any ?? []).SelectMany(c => c.Facts()).Concat(Fact is null ? [] : [Fact]);

    /// <summary>What is wrong with the condition: exactly one operator, and a fact wherever one is asked.</summary>
    public IEnumerable<string> Faults()
    {
        var groups = (All is null ? 0 : 1) + (Any is null ? 0 : 1);
        var operators = (EqualTo is null ? 0 : 1) + (In is null ? 0 : 1) + (Present is null ? 0 : 1) + (AtLeast is null ? 0 : 1);
        if (groups + operators != 1)
            yield return "a condition needs exactly one of all, any, equals, in, present, atLeast";
        if (operators > 0 && Fact is null)
            yield return "a condition on a value needs a fact";
        foreach (var fault in (All ?? Any ?? []).SelectMany(c => c.Faults()))
            yield return fault;
    }
}
