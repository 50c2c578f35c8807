using System.Text.Json;

namespace Procedures;

/// <summary>
/// Where the value of an input comes from. A closed set: a definition cannot call out, loop for ever or read a file.
/// </summary>
public abstract record Expression
{
    private Expression()
    {
    }

    /// <summary>The value itself, as written in the definition.</summary>
    public sealed record Literal(JsonElement Value) : Expression;

    /// <summary>A variable of the running procedure.</summary>
    public sealed record Variable(string Name) : Expression;

    /// <summary>A fact of the case, such as <c>remote-area</c>; <c>received-on</c> and <c>opened-on</c> are always there.</summary>
    public sealed record Fact(string Name) : Expression;

    /// <summary>A named, tested predicate over the facts.</summary>
    public sealed record Rule(string Name) : Expression;
}

/// <summary>One input of an activity.</summary>
/// <param name="Name">As in the document, camel-cased: <c>startsOn</c>.</param>
/// <param name="TypeName">What the document says it is; for the drawing board.</param>
/// <param name="Expression">Where the value comes from.</param>
public sealed record ActivityInput(string Name, string? TypeName, Expression Expression);
