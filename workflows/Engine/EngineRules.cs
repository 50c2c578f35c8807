namespace Engine;

/// <summary>The codes by which the engine refuses; the host has a text for each, and for those of the clock.</summary>
public static class EngineRules
{
    /// <summary>The task was completed before; <c>by</c> says by whom.</summary>
    public const string AlreadyCompleted = "task.already-completed";

    /// <summary>The procedure took another way and cancelled the task.</summary>
    public const string Cancelled = "task.cancelled";

    /// <summary>Somebody else holds the task; <c>by</c> says who.</summary>
    public const string ClaimedByOther = "task.claimed-by-other";

    /// <summary>Nobody holds the task: whoever wants to hand it over has to take it first.</summary>
    public const string NotHeld = "task.not-held";

    /// <summary>The task has no such outcome; <c>outcomes</c> lists those it has.</summary>
    public const string UnknownOutcome = "task.unknown-outcome";

    /// <summary>Fields are missing or wrong; <c>fields</c> says which and why.</summary>
    public const string Form = "task.form";

    /// <summary>The law or the procedure wants another person here than the one who did the steps in <c>steps</c>.</summary>
    public const string FourEyes = "task.four-eyes";

    /// <summary>The task stays open, but cannot be completed as things stand: resolution is suspended.</summary>
    public const string NotNow = "task.not-now";

    /// <summary>Notice of the event was given too late; <c>latest</c> is the last day on which it could be.</summary>
    public const string NoticeTooLate = "task.notice-too-late";

    /// <summary>Nobody waits for the event: it came too early, too late, or twice.</summary>
    public const string NotAwaited = "procedure.not-awaited";

    /// <summary>The event lacks a value; <c>fields</c> says which.</summary>
    public const string Payload = "procedure.payload";

    /// <summary>There is no such procedure, or no version was in force on the day.</summary>
    public const string NoProcedure = "procedure.not-in-force";

    /// <summary>The procedure has ended.</summary>
    public const string Ended = "procedure.ended";

    /// <summary>The case cannot go on under the other version like this; <c>faults</c> says why, by activity.</summary>
    public const string MoveRefused = "procedure.move-refused";

    /// <summary>The time limit that was to be lengthened does not run.</summary>
    public const string LimitNotRunning = "time-limit.not-running";

    /// <summary>The incident is over; <c>as</c> says how.</summary>
    public const string IncidentResolved = "incident.resolved";

    /// <summary>Nothing is known of what was to be done when it failed, so it cannot be done again from here.</summary>
    public const string NothingToRetry = "incident.nothing-to-retry";

    /// <summary>No single step failed, or one that is not left through one of its outcomes: there is nowhere to go on from.</summary>
    public const string NotContinuable = "incident.not-continuable";

    /// <summary>The step that failed has no such outcome; <c>outcomes</c> lists those it has.</summary>
    public const string UnknownStepOutcome = "incident.unknown-outcome";

    /// <summary>Run again, the procedure does not come to the step that failed any more.</summary>
    public const string StepNotReached = "incident.step-not-reached";
}
