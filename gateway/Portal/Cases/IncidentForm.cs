using Microsoft.AspNetCore.Http;
using Portal.Clients;
using Portal.Components;

namespace Portal.Cases;

/// <summary>Which outcome the step that failed is taken to have had, and why.</summary>
public sealed class IncidentForm
{
    private readonly Incident incident;

    /// <param name="posted">What was typed, when a form of the page was sent.</param>
    public IncidentForm(Incident incident, IFormCollection? posted)
    {
        this.incident = incident;
        Outcome = incident.Outcomes is [var only] ? only.Value : null;
        if (posted?["_handler"].ToString() != NameOf(incident)) return;
        Outcome = posted["outcome"].ToString();
        Reason = posted["reason"].ToString();
    }

    /// <summary>The roles that may end an incident.</summary>
    public static string[] Operators { get; } = ["head", "system-admin"];

    public string Prefix => $"incident-{incident.Id}-";
    public string? Outcome { get; }
    public string? Reason { get; }

    public static string NameOf(Incident incident) => $"continue-{incident.Id}";

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require($"{Prefix}outcome", Outcome, Texts.ErrorOutcome);
        errors.Require($"{Prefix}reason", Reason, Texts.ErrorReason);
        return errors;
    }
}
