using System.Globalization;
using System.Text.Json;
using Clock;
using Procedures;
using Shared.Hosting;

namespace Engine.Execution;

/// <summary>Checks what an officer filled in against the form of the task.</summary>
internal static class FormCheck
{
    private const int LongestText = 4000;
    private const int LongestNote = 2000;
    private const int LongestVariable = 100;

    /// <summary>The values as text, each in one way of writing.</summary>
    /// <exception cref="RuleViolation">Fields are missing, wrong or unknown; all of them are named.</exception>
    public static Dictionary<string, string> Read(
        OfficerTask task, string outcome, IReadOnlyDictionary<string, JsonElement> data, string? note, DateOnly today, StatutoryClock clock)
    {
        var form = task.Form;
        var wrong = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var unknown in data.Keys.Where(name => form.All(field => field.Name != name))) wrong[unknown] = "unknown";
        if (note?.Length > LongestNote) wrong["note"] = "too-long";

        foreach (var field in form)
        {
            var given = data.TryGetValue(field.Name, out var element) ? Text(element) : "";
            if (given is null) wrong[field.Name] = "invalid";
            else if (given.Length == 0)
            {
                if (field.IsRequiredFor(outcome)) wrong[field.Name] = "required";
            }
            else if (Fault(field, ref given, today) is { } fault) wrong[field.Name] = fault;
            else values[field.Name] = given;
        }

        if (wrong.Count > 0)
            throw new RuleViolation(EngineRules.Form, task.Article, 422, new Dictionary<string, object?> { ["fields"] = wrong });
        foreach (var field in form) CheckNotice(field, values, clock);
        return values;
    }

    private static string? Fault(FormField field, ref string value, DateOnly today)
    {
        switch (field.Type)
        {
            case FieldType.Text:
                var longest = field.MaxLength ?? (field.Variable is null ? LongestText : LongestVariable);
                return value.Length > longest ? "too-long" : null;
            case FieldType.Choice:
                var chosen = value;
                return field.Choices!.Any(choice => choice.Value == chosen) ? null : "invalid";
            case FieldType.Boolean:
                if (!bool.TryParse(value, out var truth)) return "invalid";
                value = truth ? "true" : "false";
                return null;
            case FieldType.Number:
                if (!decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return "invalid";
                value = number.ToString(CultureInfo.InvariantCulture);
                return null;
            default:
                if (!LegalDates.TryParse(value, out var day)) return "invalid";
                return field.NotAfterToday && day > today ? "future" : null;
        }
    }

    /// <summary>A rule that is not in force on the day of the event asks for nothing.</summary>
    private static void CheckNotice(FormField field, Dictionary<string, string> values, StatutoryClock clock)
    {
        if (field.Notice is not { } notice || !values.TryGetValue(field.Name, out var heldOn)
            || !values.TryGetValue(notice.GivenIn, out var givenOn)) return;
        var eventOn = LegalDates.Parse(heldOn);
        if (!clock.Limits.TryFind(notice.Limit, eventOn, out var limit)) return;
        var latest = clock.CountBack(limit, eventOn);
        if (LegalDates.Parse(givenOn) <= latest) return;
        throw new RuleViolation(EngineRules.NoticeTooLate, limit.Basis.ToString(), 422, new Dictionary<string, object?>
        {
            ["field"] = notice.GivenIn,
            ["latest"] = LegalDates.Write(latest),
        });
    }

    /// <summary>A form without scripts sends everything as text; a client may also send what JSON knows.</summary>
    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Trim(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => null,
    };
}

/// <summary>Dates as procedures write them: <c>yyyy-MM-dd</c>.</summary>
internal static class LegalDates
{
    private const string Format = "yyyy-MM-dd";

    public static bool TryParse(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static DateOnly Parse(string text) => DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture);

    public static string Write(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);
}
