namespace Intake.Domain;

/// <summary>One line of what the sender is told: a step and when. Appended, never changed.</summary>
internal sealed class TrackingStep(Guid id, Guid submissionId, DateTimeOffset at, string textVi, string textEn)
{
    public Guid Id { get; } = id;
    public Guid SubmissionId { get; } = submissionId;
    public DateTimeOffset At { get; } = at;
    public string TextVi { get; } = textVi;
    public string TextEn { get; } = textEn;
}

/// <summary>A deadline of the submission, wherever it runs, as its sender sees it.</summary>
internal sealed class TrackedDeadline
{
    private TrackedDeadline(Guid id, string limit)
    {
        Id = id;
        Limit = limit;
    }

    public Guid Id { get; private set; }
    public Guid SubmissionId { get; private set; }
    public string Limit { get; private set; }
    public string NameVi { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public DateOnly StartsOn { get; private set; }
    public DateOnly DueOn { get; private set; }
    public string LegalBasis { get; private set; } = "";
    public bool IsDuty { get; private set; }
    public bool Confirmed { get; private set; }
    public string Receipt { get; private set; } = "";
    public string State { get; private set; } = "running";
    public DateTimeOffset StartedAt { get; private set; }
    public int KeeperVersion { get; private set; }
    public int Version { get; private set; }

    public static TrackedDeadline From(Contracts.Shared.DeadlineStarted started) => new(started.DeadlineId, started.Limit)
    {
        SubmissionId = started.SubmissionId,
        NameVi = started.NameVi,
        NameEn = started.NameEn,
        StartsOn = started.StartsOn,
        DueOn = started.DueOn,
        LegalBasis = started.LegalBasis,
        IsDuty = started.IsDuty,
        Confirmed = started.Confirmed,
        Receipt = started.Receipt,
        StartedAt = started.StartedAt,
    };

    /// <param name="keeperVersion">The version of the deadline where it runs; messages may come in any order.</param>
    public void Follow(DateOnly dueOn, string receipt, bool confirmed, int keeperVersion)
    {
        if (keeperVersion <= KeeperVersion) return;
        KeeperVersion = keeperVersion;
        DueOn = dueOn;
        Receipt = receipt;
        Confirmed = confirmed;
        if (State == "suspended") State = "running";
        Version++;
    }

    /// <summary>The clock stands still; when it runs again, <see cref="Follow"/> says until when.</summary>
    public void Suspend(string receipt, int keeperVersion)
    {
        if (keeperVersion <= KeeperVersion) return;
        KeeperVersion = keeperVersion;
        Receipt = receipt;
        if (State == "running") State = "suspended";
        Version++;
    }

    public void Stop(string outcome)
    {
        State = outcome;
        Version++;
    }
}

/// <summary>A document the sender is told of.</summary>
internal sealed class TrackedDocument(
    Guid id, Guid submissionId, string form, string titleVi, string titleEn, string number, DateOnly issuedOn)
{
    public Guid Id { get; } = id;
    public Guid SubmissionId { get; } = submissionId;
    public string Form { get; } = form;
    public string TitleVi { get; } = titleVi;
    public string TitleEn { get; } = titleEn;
    public string Number { get; } = number;
    public DateOnly IssuedOn { get; } = issuedOn;
}
