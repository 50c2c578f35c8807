using System.Text.Json;
using Clock;
using Procedures.Rules;
using Procedures.Vocabulary;

namespace Procedures;

/// <summary>
/// One version of a procedure: the activities and how they are connected. Read from an Elsa 3 document, checked, immutable.
/// </summary>
/// <param name="Id">The procedure, such as <c>first-complaint</c>; the same in all its versions.</param>
/// <param name="InForceFrom">The first day on which a case begins under this version.</param>
/// <param name="Article">The law the procedure as a whole rests on.</param>
/// <param name="Start">Id of the activity a case begins with.</param>
public sealed record ProcedureDefinition(
    string Id,
    DateOnly InForceFrom,
    BilingualText Name,
    string? Article,
    string Start,
    IReadOnlyList<string> Variables,
    IReadOnlyList<ActivityNode> Activities,
    IReadOnlyList<Connection> Connections)
{
    private readonly Dictionary<string, ActivityNode> byId =
        Activities.DistinctBy(activity => activity.Id).ToDictionary(activity => activity.Id, StringComparer.Ordinal);

    private readonly ILookup<string, Connection> bySource =
        Connections.ToLookup(connection => connection.Source, StringComparer.Ordinal);

    private readonly ILookup<string, Connection> byTarget =
        Connections.ToLookup(connection => connection.Target, StringComparer.Ordinal);

    public ActivityNode? Find(string activityId) => byId.GetValueOrDefault(activityId);

    public IEnumerable<Connection> From(string activityId, string port) =>
        bySource[activityId].Where(connection => connection.SourcePort == port);

    public IEnumerable<Connection> Into(string activityId) => byTarget[activityId];

    /// <summary>The procedures this one starts, and where.</summary>
    public IEnumerable<(string Activity, string Procedure)> Started => Activities
        .Where(activity => activity.Type == "DonThu.StartProcedure")
        .Select(activity => (activity.Id, TextOf(activity, "procedure")));

    private static string TextOf(ActivityNode activity, string input) =>
        activity.Inputs.GetValueOrDefault(input)?.Expression is Expression.Literal { Value.ValueKind: JsonValueKind.String } literal
            ? literal.Value.GetString()!
            : "";

    /// <summary>The facts this version asks for, directly or through a rule.</summary>
    public IReadOnlyList<string> Facts =>
        [.. Activities.SelectMany(activity => activity.Expressions)
            .SelectMany(expression => expression switch
            {
                Expression.Fact fact => [fact.Name],
                Expression.Rule rule => NamedRules.Find(rule.Name)?.Facts ?? [],
                _ => Array.Empty<string>(),
            })
            .Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>One step of a procedure.</summary>
/// <param name="Type">The activity type, such as <c>DonThu.OfficerTask</c>.</param>
/// <param name="Name">As the officer would say it.</param>
/// <param name="Article">The article the step rests on.</param>
/// <param name="Cases">The cases of an <c>Elsa.FlowSwitch</c>; empty for everything else.</param>
/// <param name="Target">The variable an <c>Elsa.SetVariable</c> sets.</param>
public sealed record ActivityNode(
    string Id,
    string Type,
    BilingualText Name,
    string? Article,
    IReadOnlyDictionary<string, ActivityInput> Inputs,
    IReadOnlyList<SwitchCase> Cases,
    string? Target)
{
    /// <summary>Where the drawing board puts it; null when nobody has placed it.</summary>
    public (double X, double Y)? Position { get; init; }

    /// <summary>The ports through which the activity can be left.</summary>
    public IReadOnlyList<string> Outcomes => ActivityVocabulary.Find(Type)?.OutcomesOf(this) ?? [];

    internal IEnumerable<Expression> Expressions =>
        Inputs.Values.Select(input => input.Expression).Concat(Cases.Select(one => one.Condition));

    /// <summary>A literal input read as <typeparamref name="T"/>, or null when it is absent or no literal.</summary>
    /// <exception cref="JsonException">It is written in another way.</exception>
    public T? Literal<T>(string input) where T : class =>
        Inputs.GetValueOrDefault(input)?.Expression is Expression.Literal literal && literal.Value.ValueKind != JsonValueKind.Null
            ? literal.Value.Deserialize<T>(ProcedureJson.Options)
            : null;
}

/// <summary>A way out of a switch and when it is taken.</summary>
public sealed record SwitchCase(string Label, Expression Condition);

/// <summary>What follows what: leaving <paramref name="Source"/> by a port leads to <paramref name="Target"/>.</summary>
public sealed record Connection(string Source, string SourcePort, string Target, string TargetPort)
{
    public override string ToString() => $"{Source}.{SourcePort} → {Target}";
}
