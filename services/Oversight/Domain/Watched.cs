namespace Oversight.Domain;

/// <summary>A submission as Oversight knows it from events: who is responsible and how it stands. No person, no text.</summary>
internal sealed class WatchedSubmission
{
    private WatchedSubmission(Guid id) => Id = id;

    public Guid Id { get; private set; }
    public string Reference { get; private set; } = "";
    public string? Kind { get; private set; }
    public string ReceivedBy { get; private set; } = "";
    public DateOnly? ReceivedOn { get; private set; }

    /// <summary>Code of the responsible department, or null when a body outside DonThu is responsible.</summary>
    public string? Department { get; private set; }
    public string ResponsibleBody { get; private set; } = "";
    public string Status { get; private set; } = "registered";
    public string? Outcome { get; private set; }

    /// <summary>Events arrive in any order; an older one than this does not move responsibility back.</summary>
    public DateTimeOffset StatusSince { get; private set; }
    public int Version { get; private set; }

    public static readonly string[] Ended = ["closed", "concluded"];

    /// <summary>Begins with whichever event about the submission came first.</summary>
    public static WatchedSubmission Unknown(Guid id) => new(id);

    public void Registered(string reference, string receivedBy, DateOnly receivedOn, string body, DateTimeOffset at)
    {
        Reference = reference;
        ReceivedBy = receivedBy;
        ReceivedOn = receivedOn;
        if (StatusSince == default) Move("registered", receivedBy, body, at);
        Version++;
    }

    public void Classified(string kind)
    {
        Kind = kind;
        Version++;
    }

    public void Move(string status, string? department, string body, DateTimeOffset at)
    {
        if (at < StatusSince || Ended.Contains(Status)) return;
        Status = status;
        Department = department;
        ResponsibleBody = body;
        StatusSince = at;
        Version++;
    }

    public void End(string status, string outcome, DateTimeOffset at)
    {
        Status = status;
        Outcome = outcome;
        StatusSince = at;
        Version++;
    }
}

/// <summary>A deadline as Oversight knows it.</summary>
internal sealed class WatchedDeadline
{
    private WatchedDeadline(Guid id) => Id = id;

    public Guid Id { get; private set; }
    public Guid SubmissionId { get; private set; }
    public Guid? CaseId { get; private set; }
    public string Department { get; private set; } = "";
    public string Limit { get; private set; } = "";
    public string NameVi { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public DateOnly DueOn { get; private set; }
    public string LegalBasis { get; private set; } = "";
    public bool IsDuty { get; private set; }
    public string State { get; private set; } = "running";
    public DateOnly? MissedOn { get; private set; }

    /// <summary>The last threshold it reached: <c>half</c>, <c>four-fifths</c>, <c>target</c>, <c>due</c> or <c>overdue</c>.</summary>
    public string? Threshold { get; private set; }
    public DateOnly? ReachedOn { get; private set; }
    public int KeeperVersion { get; private set; }
    public int Version { get; private set; }

    public static WatchedDeadline From(Contracts.Shared.DeadlineStarted started) => new(started.DeadlineId)
    {
        SubmissionId = started.SubmissionId,
        CaseId = started.CaseId,
        Department = started.Department,
        Limit = started.Limit,
        NameVi = started.NameVi,
        NameEn = started.NameEn,
        DueOn = started.DueOn,
        LegalBasis = started.LegalBasis,
        IsDuty = started.IsDuty,
    };

    /// <param name="keeperVersion">The version of the deadline where it runs; messages may come in any order.</param>
    public void MoveDueOn(DateOnly dueOn, int keeperVersion)
    {
        if (keeperVersion <= KeeperVersion) return;
        KeeperVersion = keeperVersion;
        DueOn = dueOn;
        if (State == "suspended") State = "running";
        Version++;
    }

    /// <summary>The clock stands still: nobody is late meanwhile.</summary>
    public void Suspend(int keeperVersion)
    {
        if (keeperVersion <= KeeperVersion) return;
        KeeperVersion = keeperVersion;
        if (State == "running") State = "suspended";
        Version++;
    }

    /// <param name="on">The day of the threshold; messages may come in any order.</param>
    public void Reach(string threshold, DateOnly on)
    {
        if (on < ReachedOn) return;
        Threshold = threshold;
        ReachedOn = on;
        Version++;
    }

    public void Stop(string outcome)
    {
        State = outcome;
        Version++;
    }

    public void Miss(DateOnly dueOn)
    {
        MissedOn = dueOn;
        Version++;
    }
}

/// <summary>A task as Oversight knows it.</summary>
internal sealed class WatchedTask
{
    private const string Untaken = "untaken";
    private const string DueNear = "due-near";

    private WatchedTask(Guid id) => Id = id;

    public Guid Id { get; private set; }
    public Guid CaseId { get; private set; }
    public Guid SubmissionId { get; private set; }
    public string Department { get; private set; } = "";
    public string Activity { get; private set; } = "";
    public string Role { get; private set; } = "";
    public string? Assignee { get; private set; }
    public DateOnly? DueOn { get; private set; }
    public bool Ended { get; private set; }

    /// <summary>Why it is before the head of the department: <c>untaken</c> or <c>due-near</c>; null when it is not.</summary>
    public string? EscalatedAs { get; private set; }

    /// <summary>The day it was due when the head heard that it is due soon.</summary>
    public DateOnly? EscalatedDueOn { get; private set; }
    public int Revision { get; private set; }
    public int Version { get; private set; }

    public static WatchedTask Unknown(Guid id) => new(id);

    public void Assigned(Contracts.Resolution.TaskAssigned message)
    {
        if (message.Revision < Revision) return;
        if (EscalatedAs == Untaken && message.Assignee is not null) EscalatedAs = null;
        if (EscalatedAs == DueNear && message.DueOn != EscalatedDueOn) EscalatedAs = null;
        CaseId = message.CaseId;
        SubmissionId = message.SubmissionId;
        Department = message.Department;
        Activity = message.Activity;
        Role = message.Role;
        Assignee = message.Assignee;
        DueOn = message.DueOn;
        Revision = message.Revision;
        Version++;
    }

    /// <summary>Brought before the head. Messages may come in any order: one that was overtaken says nothing any more.</summary>
    public void Escalated(Contracts.Resolution.TaskEscalated message)
    {
        var overtaken = message.Revision < Revision
            && (message.Step == Untaken ? Assignee is not null : DueOn != message.DueOn);
        if (overtaken || (message.Step == Untaken && EscalatedAs == DueNear)) return;
        CaseId = message.CaseId;
        SubmissionId = message.SubmissionId;
        Department = message.Department;
        Activity = message.Activity;
        EscalatedAs = message.Step;
        EscalatedDueOn = message.DueOn;
        Version++;
    }

    public void End(Contracts.Resolution.TaskEnded message)
    {
        CaseId = message.CaseId;
        SubmissionId = message.SubmissionId;
        Department = message.Department;
        Ended = true;
        Version++;
    }
}

/// <summary>A handing over as Oversight knows it.</summary>
internal sealed class WatchedTransfer
{
    private WatchedTransfer(Guid id) => Id = id;

    public Guid Id { get; private set; }
    public Guid SubmissionId { get; private set; }
    public string FromBody { get; private set; } = "";
    public string ToBody { get; private set; } = "";
    public bool AwaitsAnswer { get; private set; }
    public DateOnly? TransferredOn { get; private set; }
    public string State { get; private set; } = "transferred";
    public int Version { get; private set; }

    public static WatchedTransfer Unknown(Guid id, Guid submissionId) => new(id) { SubmissionId = submissionId };

    public void Transferred(Contracts.Routing.SubmissionTransferred message)
    {
        FromBody = message.FromDepartment;
        ToBody = message.ToBody;
        AwaitsAnswer = message.AwaitsAnswer;
        TransferredOn = message.TransferredOn;
        Version++;
    }

    public void End(string state)
    {
        State = state;
        Version++;
    }
}

/// <summary>Something that happened and is only counted or listed: an incident, a document, a reading of an identity.</summary>
internal sealed class WatchedEvent(Guid id, string kind, Guid submissionId, string department, string what, string? who, DateTimeOffset at)
{
    public Guid Id { get; } = id;
    public string Kind { get; } = kind;
    public Guid SubmissionId { get; } = submissionId;
    public string Department { get; } = department;
    public string What { get; } = what;
    public string? Who { get; } = who;
    public DateTimeOffset At { get; } = at;
}
