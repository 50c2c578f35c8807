using Microsoft.AspNetCore.Http;
using Portal.Clients;
using Portal.Components;

namespace Portal.Cases;

/// <summary>To whom a task goes, or for whom it is proposed, and why.</summary>
public sealed class HandOverForm
{
    private readonly CaseTask task;

    /// <param name="posted">What was typed, when a form of the page was sent.</param>
    public HandOverForm(CaseTask task, IFormCollection? posted)
    {
        this.task = task;
        if (posted?["_handler"].ToString() != NameOf(task)) return;
        To = posted["to"].ToString();
        Reason = posted["reason"].ToString();
        OnlyProposes = posted["act"].ToString() == "propose";
    }

    public string Prefix => $"handover-{task.Id}-";
    public string? To { get; }
    public string? Reason { get; }

    /// <summary>Whether the task stays with everybody of its role, and somebody is only proposed.</summary>
    public bool OnlyProposes { get; }

    public static string NameOf(CaseTask task) => $"handover-{task.Id}";

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require($"{Prefix}to", To, Texts.ErrorHandOverTo);
        errors.Require($"{Prefix}reason", Reason, Texts.ErrorReason);
        return errors;
    }
}
