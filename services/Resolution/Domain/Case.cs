using Shared.Persistence;

namespace Resolution.Domain;

internal enum CaseStatus
{
    Open,
    Closed,
}

/// <summary>A submission that a department has opened for resolution. How far it is, its procedure knows.</summary>
internal sealed class Case : IAudited
{
    private Case(Guid id, string number)
    {
        Id = id;
        Number = number;
    }

    public Guid Id { get; private set; }
    public string Number { get; private set; }
    public Guid SubmissionId { get; private set; }
    public string Reference { get; private set; } = "";
    public string Department { get; private set; } = "";
    public string Kind { get; private set; } = "";
    public string? Instance { get; private set; }
    public string CompetentBody { get; private set; } = "";
    public DateOnly ReceivedOn { get; private set; }
    public DateOnly OpenedOn { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public string ProcedureId { get; private set; } = "";
    public DateOnly ProcedureInForceFrom { get; private set; }
    public CaseStatus Status { get; private set; }
    public string? Outcome { get; private set; }
    public DateOnly? ClosedOn { get; private set; }
    public int Version { get; private set; }

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => Department;

    /// <summary>Opens the case of a submission. Its number carries the reference, so that no two departments or cases share one.</summary>
    public static Case Open(
        Guid id, Contracts.Resolution.OpenCase command, string procedureId, DateOnly procedureInForceFrom, DateOnly today, DateTimeOffset at) =>
        new(id, $"{command.Reference}/{command.Department.ToUpperInvariant()}")
        {
            SubmissionId = command.SubmissionId,
            Reference = command.Reference,
            Department = command.Department,
            Kind = command.Kind,
            Instance = command.Instance,
            CompetentBody = command.CompetentBody,
            ReceivedOn = command.ReceivedOn,
            OpenedOn = today,
            OpenedAt = at,
            ProcedureId = procedureId,
            ProcedureInForceFrom = procedureInForceFrom,
        };

    /// <summary>The procedure it began with goes on under another version.</summary>
    public void GoOnUnder(DateOnly procedureInForceFrom)
    {
        ProcedureInForceFrom = procedureInForceFrom;
        Version++;
    }

    public void Close(string outcome, DateOnly on)
    {
        Status = CaseStatus.Closed;
        Outcome = outcome;
        ClosedOn = on;
        Version++;
    }
}
