using Microsoft.AspNetCore.Http;
using Portal.Access;
using Portal.Components;

namespace Portal.Work;

/// <summary>Who is away in a department, from when until when, and who stands in.</summary>
public sealed class AbsenceForm
{
    private readonly string department;

    /// <param name="isHead">Whether the reader may say it for others.</param>
    /// <param name="posted">What was typed, when a form of the page was sent.</param>
    public AbsenceForm(string department, bool isHead, IFormCollection? posted)
    {
        this.department = department;
        IsHead = isHead;
        if (posted?["_handler"].ToString() != Name) return;
        Absent = posted["absent"].ToString();
        StandIn = posted["standIn"].ToString();
        From = posted["from"].ToString();
        Until = posted["until"].ToString();
    }

    public string Name => $"absence-{department}";
    public string Prefix => $"{Name}-";
    public bool IsHead { get; }
    public string? Absent { get; }
    public string? StandIn { get; }
    public string? From { get; }
    public string? Until { get; }

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require($"{Prefix}stand-in", StandIn, Texts.ErrorStandIn);
        if (LegalDay.Parse(From) is null) errors.Add($"{Prefix}from", Say.With(Texts.ErrorFieldDate, Texts.AwayFrom));
        if (LegalDay.Parse(Until) is null) errors.Add($"{Prefix}until", Say.With(Texts.ErrorFieldDate, Texts.AwayUntil));
        return errors;
    }
}
