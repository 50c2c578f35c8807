using Portal.Clients;

namespace Portal.Components;

/// <summary>How one deadline stands, for a reader: words, tone and mark, never colour alone.</summary>
public sealed class DeadlineWords(DeadlineView deadline, DateOnly today)
{
    public bool IsRunning => deadline.State is null or "running";
    public bool IsOverdue => IsRunning && deadline.IsDuty != false && deadline.DueOn < today;

    /// <summary>A day that only takes effect is not overdue when it has passed.</summary>
    public bool SaysDistance => IsRunning && (deadline.IsDuty != false || deadline.DueOn >= today);

    public string State => deadline.State switch
    {
        "met" => Texts.DeadlineMet,
        "late" => Texts.DeadlineLate,
        "elapsed" => Texts.DeadlineElapsed,
        "cancelled" => Texts.DeadlineCancelled,
        _ => IsOverdue ? Texts.DeadlineOverdue : Texts.DeadlineRunning,
    };

    public string Tone => deadline.State switch
    {
        "met" => "good",
        "late" => "bad",
        "elapsed" or "cancelled" => "calm",
        _ => IsOverdue ? "bad" : "info",
    };

    public string Mark => Tone switch
    {
        "good" => "✓",
        "bad" => "▲",
        "info" => "●",
        _ => "–",
    };
}
