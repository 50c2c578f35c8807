using System.Text;
using Portal.Clients;

namespace Portal.Components;

/// <summary>What is wrong with a form: field by field, and as a whole.</summary>
public sealed class FormErrors
{
    private readonly List<FieldError> fields = [];

    public IReadOnlyList<FieldError> Fields => fields;
    public ApiProblem? Problem { get; private set; }
    public bool Any => fields.Count > 0 || Problem is not null;

    public string? For(string id)
    {
        var texts = fields.Where(error => error.Id == id).Select(error => error.Text).ToList();
        return texts.Count == 0 ? null : string.Join(" ", texts);
    }

    public void Add(string id, string text) => fields.Add(new FieldError(id, text));

    /// <summary>Adds an error when there is no text.</summary>
    public void Require(string id, string? value, string text)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(id, text);
    }

    /// <summary>Takes over what the API objected to. <paramref name="prefix"/> is the form's own, where a page has several.</summary>
    public void Take(ApiProblem problem, string prefix = "")
    {
        Problem = problem;
        foreach (var (name, texts) in problem.Errors)
        {
            foreach (var text in texts) Add(prefix + IdOf(name), text);
        }
    }

    /// <summary>The id of the field for a name on the wire: <c>submitters[0].idNumber</c> is <c>submitters-0-id-number</c>.</summary>
    public static string IdOf(string name)
    {
        var id = new StringBuilder();
        foreach (var letter in name.TrimStart('$', '.'))
        {
            if (letter is '[' or '.' or '_')
            {
                if (id.Length > 0 && id[^1] != '-') id.Append('-');
            }
            else if (char.IsUpper(letter))
            {
                if (id.Length > 0 && id[^1] != '-') id.Append('-');
                id.Append(char.ToLowerInvariant(letter));
            }
            else if (letter != ']')
            {
                id.Append(letter);
            }
        }

        return id.ToString();
    }
}

public sealed record FieldError(string Id, string Text);
