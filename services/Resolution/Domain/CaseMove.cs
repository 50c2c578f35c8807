using System.Text.Json;
using Engine.Moves;
using Shared.Hosting;
using Shared.Persistence;

namespace Resolution.Domain;

internal enum CaseMoveState
{
    Requested,
    Approved,
    Rejected,
}

/// <summary>
/// The wish that a running procedure go on under another version of its definition. One person asks, another decides; what was asked is
/// held against the case as it then stands.
/// </summary>
internal sealed class CaseMove : IAudited
{
    private CaseMove(Guid id, string procedureId)
    {
        Id = id;
        ProcedureId = procedureId;
    }

    public Guid Id { get; private set; }

    /// <summary>The same for all that were asked for at once.</summary>
    public Guid BatchId { get; private set; }
    public Guid CaseId { get; private set; }
    public Guid InstanceId { get; private set; }
    public string Department { get; private set; } = "";
    public string ProcedureId { get; private set; }
    public DateOnly FromVersion { get; private set; }
    public DateOnly ToVersion { get; private set; }
    public string MappingJson { get; private set; } = "{}";
    public string Reason { get; private set; } = "";
    public CaseMoveState State { get; private set; }
    public string RequestedBy { get; private set; } = "";
    public DateTimeOffset RequestedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? RejectedFor { get; private set; }
    public int Version { get; private set; }

    public MoveMapping Mapping => JsonSerializer.Deserialize<MoveMapping>(MappingJson, WireJson.Options) ?? MoveMapping.AsItIs;

    string IAudited.AuditId => Id.ToString();
    string? IAudited.AuditDepartment => Department;

    public static CaseMove Request(
        Guid id, Guid batchId, Engine.ProcedureInstance instance, DateOnly to, MoveMapping mapping, string reason, string by, DateTimeOffset at) =>
        new(id, instance.ProcedureId)
        {
            BatchId = batchId,
            CaseId = instance.CaseId,
            InstanceId = instance.Id,
            Department = instance.Department,
            FromVersion = instance.InForceFrom,
            ToVersion = to,
            MappingJson = JsonSerializer.Serialize(mapping, WireJson.Options),
            Reason = reason,
            RequestedBy = by,
            RequestedAt = at,
        };

    /// <exception cref="RuleViolation">It was decided before, or by the person who asked.</exception>
    public void Approve(string by, DateTimeOffset at)
    {
        if (by == RequestedBy) throw new RuleViolation("move.same-person");
        Decide(CaseMoveState.Approved, by, at);
    }

    /// <summary>Turns it down; whoever asked may take it back the same way.</summary>
    /// <exception cref="RuleViolation">It was decided before.</exception>
    public void Reject(string why, string by, DateTimeOffset at)
    {
        Decide(CaseMoveState.Rejected, by, at);
        RejectedFor = why;
    }

    private void Decide(CaseMoveState state, string by, DateTimeOffset at)
    {
        if (State != CaseMoveState.Requested) throw new RuleViolation("move.decided");
        State = state;
        DecidedBy = by;
        DecidedAt = at;
        Version++;
    }
}
