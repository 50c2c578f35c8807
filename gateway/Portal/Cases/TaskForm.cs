using System.Globalization;
using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Clients;
using Portal.Components;

namespace Portal.Cases;

/// <summary>
/// The form of one task, made from the description that came with it. Values are kept as typed and turned into what the API
/// expects only when everything required is there.
/// </summary>
public sealed class TaskForm
{
    private readonly Dictionary<string, string> values = [];
    private readonly CaseTask task;

    public TaskForm(CaseTask task, IFormCollection? posted = null)
    {
        this.task = task;
        Outcome = posted?["outcome"].ToString() ?? (task.Outcomes is [var only] ? only.Value : "");
        Note = posted?["note"].ToString();
        Key = FormText.OrNull(posted?["key"].ToString()) ?? Guid.NewGuid().ToString("N");
        foreach (var field in Fields)
        {
            if (posted?[NameOf(field)].ToString() is { Length: > 0 } value) values[field.Name] = value;
        }
    }

    public string Outcome { get; }
    public string? Note { get; }
    public string Key { get; }
    public IReadOnlyList<FieldDescription> Fields => task.Form ?? [];

    public static string NameOf(FieldDescription field) => $"data.{field.Name}";

    public string IdOf(FieldDescription field) => $"{Prefix}{FormErrors.IdOf(field.Name)}";

    /// <summary>In front of the ids of this form's fields: a case page holds several.</summary>
    public string Prefix => $"task-{task.Id}-";

    public string? this[FieldDescription field] => values.GetValueOrDefault(field.Name);

    /// <summary>When a field is needed for some outcomes only, which: as a reader would name them.</summary>
    public string? RequiredForText(FieldDescription field) => field is { Required: false, RequiredFor.Count: > 0 }
        ? Say.With(Texts.RequiredForOutcomes, string.Join(", ", field.RequiredFor.Select(value => task.Outcomes?.FirstOrDefault(outcome => outcome.Value == value)?.Label ?? value)))
        : null;

    public FormErrors Check()
    {
        var errors = new FormErrors();
        if (task.Outcomes is { Count: > 0 } && Outcome.Length == 0) errors.Add($"{Prefix}outcome", Texts.ErrorOutcome);
        foreach (var field in Fields)
        {
            var value = FormText.OrNull(this[field]);
            var required = field.Required || field.RequiredFor?.Contains(Outcome) == true;
            if (value is null)
            {
                if (required) errors.Add(IdOf(field), Say.With(Texts.ErrorFieldMissing, field.Label));
            }
            else if (Convert(field.Type, value) is null)
            {
                errors.Add(IdOf(field), Say.With(field.Type == "date" ? Texts.ErrorFieldDate : Texts.ErrorFieldNumber, field.Label));
            }
        }

        return errors;
    }

    public IReadOnlyDictionary<string, object> ToData() => Fields
        .Select(field => (field.Name, Value: FormText.OrNull(this[field]) is { } value ? Convert(field.Type, value) : null))
        .Where(field => field.Value is not null)
        .ToDictionary(field => field.Name, field => field.Value!);

    private static object? Convert(string type, string value) => type switch
    {
        "date" => LegalDay.Parse(value) is { } on ? LegalDay.Machine(on) : null,
        "number" => decimal.TryParse(value.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null,
        "boolean" => value == "true",
        _ => value,
    };
}

/// <summary>Lengthening the running period.</summary>
public sealed class ExtensionForm
{
    public string? Ground { get; set; }
    public string? Document { get; set; }

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require("extension-ground", Ground, Texts.ErrorGround);
        errors.Require("extension-document", Document, Texts.ErrorDocument);
        return errors;
    }
}
