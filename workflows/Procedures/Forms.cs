using System.Text.Json;
using System.Text.Json.Serialization;

namespace Procedures;

/// <summary>What a field of a task's form holds.</summary>
public enum FieldType
{
    Text,
    Date,
    Number,
    Boolean,
    Choice,
}

/// <summary>One field an officer fills in to complete a task.</summary>
/// <param name="Required">Whether it must be filled in whatever the outcome.</param>
/// <param name="RequiredFor">The outcomes for which it must be filled in.</param>
/// <param name="Choices">The values of a <see cref="FieldType.Choice"/>.</param>
/// <param name="Variable">The variable of the procedure that takes the value.</param>
/// <param name="NotAfterToday">For a date on which something has happened.</param>
/// <param name="Notice">For the day of an event that had to be announced before.</param>
/// <param name="Article">The article that asks for it.</param>
/// <param name="MaxLength">The greatest number of characters of a text.</param>
public sealed record FormField(
    string Name,
    FieldType Type,
    string LabelVi,
    string LabelEn,
    bool Required = false,
    IReadOnlyList<string>? RequiredFor = null,
    IReadOnlyList<FormChoice>? Choices = null,
    string? Variable = null,
    bool NotAfterToday = false,
    NoticeRule? Notice = null,
    string? Article = null,
    int? MaxLength = null)
{
    public bool IsRequiredFor(string outcome) => Required || RequiredFor?.Contains(outcome) == true;
}

/// <summary>One of the values to choose from.</summary>
public sealed record FormChoice(string Value, string LabelVi, string LabelEn);

/// <summary>The event had to be announced in time: another field says when, a time limit counted back says by when.</summary>
public sealed record NoticeRule(string GivenIn, string Limit);

/// <summary>One way to complete a task.</summary>
public sealed record TaskOutcome(string Name, string LabelVi, string LabelEn);

/// <summary>A value an event brings along. A date is one on which something has happened, so it never lies ahead.</summary>
public sealed record PayloadField(string Name, string? Variable = null, bool Required = false, FieldType Type = FieldType.Text);

/// <summary>A variable a procedure hands to one it starts, which reads it as a fact.</summary>
public sealed record HandedFact(string Name, string Variable);

/// <summary>How procedure documents and forms are written as JSON.</summary>
public static class ProcedureJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
