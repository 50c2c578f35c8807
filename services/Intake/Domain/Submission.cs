using Shared.Persistence;

namespace Intake.Domain;

/// <summary>Where a submission stands, as its sender sees it.</summary>
public enum SubmissionStatus
{
    /// <summary>Registered; a clerk has to say who is competent.</summary>
    AwaitingRouting,

    /// <summary>Passed to another body that runs DonThu; its clerk has to take it up.</summary>
    Transferred,

    /// <summary>Passed as a document to a body outside DonThu, whose answer is awaited.</summary>
    WithOutsideBody,

    /// <summary>A case runs.</summary>
    InResolution,

    /// <summary>The case ended.</summary>
    Closed,

    /// <summary>Ended without a case: filed, refused, guided, split or withdrawn.</summary>
    Concluded,
}

/// <summary>How a letter came.</summary>
public enum Channel
{
    Web,
    Counter,
    Post,
    Phone,
    Email,
    Referral,
}

/// <summary>What kind of submission its sender, or a clerk, says it is.</summary>
public enum SubmissionKind
{
    Complaint,
    Denunciation,
    Petition,
    Feedback,
}

/// <summary>What arrived, before anyone has judged it. Who wrote it and what it says is kept by the identity vault alone.</summary>
internal sealed class Submission : IAudited
{
    private Submission(Guid id, string reference, string subject)
    {
        Id = id;
        Reference = reference;
        Subject = subject;
    }

    public Guid Id { get; private set; }
    public string Reference { get; private set; }
    public string TrackingKeyHash { get; private set; } = "";
    public SubmissionKind? ClaimedKind { get; private set; }

    /// <summary>What the clerk says it is, once one has; one of the kinds of the competence rules.</summary>
    public string? Kind { get; private set; }
    public string Subject { get; private set; }
    public Channel Channel { get; private set; }
    public DateOnly ReceivedOn { get; private set; }
    public string ReceivedBy { get; private set; } = "";
    public string? Territory { get; private set; }
    public bool Anonymous { get; private set; }
    public int Submitters { get; private set; }
    public SubmissionStatus Status { get; private set; }

    /// <summary>The body responsible at this moment. Never empty.</summary>
    public string ResponsibleBody { get; private set; } = "";

    /// <summary>Its code, when it runs DonThu.</summary>
    public string? HolderDepartment { get; private set; }
    public DateTimeOffset RegisteredAt { get; private set; }
    public DateOnly? WithdrawnOn { get; private set; }

    /// <summary>When the last change of responsibility happened; an older one that arrives late changes nothing.</summary>
    public DateTimeOffset ResponsibleSince { get; private set; }
    public int Version { get; private set; }

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => HolderDepartment;

    /// <summary>Whether a denouncer is to be protected: claimed or found to be a denunciation (Denunciations Act art. 56).</summary>
    public bool IsConfidential => ClaimedKind == SubmissionKind.Denunciation || Kind is "denunciation" or "mixed";

    public static Submission Register(
        Guid id, SubmissionReference reference, TrackingKey key, SubmissionKind? claimedKind, string subject, Channel channel,
        DateOnly receivedOn, string department, string body, string? territory, bool anonymous, int submitters, DateTimeOffset at) =>
        new(id, reference.Value, subject)
        {
            TrackingKeyHash = key.Hash(),
            ClaimedKind = claimedKind,
            Channel = channel,
            ReceivedOn = receivedOn,
            ReceivedBy = department,
            Territory = territory,
            Anonymous = anonymous,
            Submitters = submitters,
            Status = SubmissionStatus.AwaitingRouting,
            ResponsibleBody = body,
            HolderDepartment = department,
            RegisteredAt = at,
            ResponsibleSince = at,
        };

    public void Classify(string kind)
    {
        Kind = kind;
        Version++;
    }

    /// <summary>Somebody became responsible. Events may arrive in any order; only a later one counts.</summary>
    public void HandTo(string body, string? department, SubmissionStatus status, DateTimeOffset at)
    {
        if (at < ResponsibleSince || Status is SubmissionStatus.Closed or SubmissionStatus.Concluded) return;
        ResponsibleBody = body;
        HolderDepartment = department;
        Status = status;
        ResponsibleSince = at;
        Version++;
    }

    public void End(SubmissionStatus status)
    {
        Status = status;
        Version++;
    }

    /// <summary>The sender withdraws it as a whole (Complaints Act art. 10): at any time before it ended, once.</summary>
    public void Withdraw(DateOnly on)
    {
        if (Status is SubmissionStatus.Closed or SubmissionStatus.Concluded)
            throw new Shared.Hosting.RuleViolation("withdrawal.already-ended", "Luật Khiếu nại 02/2011/QH13, Điều 10");
        if (WithdrawnOn is not null)
            throw new Shared.Hosting.RuleViolation("withdrawal.already-withdrawn", "Luật Khiếu nại 02/2011/QH13, Điều 10");
        WithdrawnOn = on;
        Version++;
    }
}
