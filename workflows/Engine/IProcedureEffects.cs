using Shared.Deadlines;
using Shared.Persistence;

namespace Engine;

/// <summary>
/// What a service tells the outside of what a procedure did. Everything goes through the context it is given, so that it commits
/// with the burst or not at all.
/// </summary>
public interface IProcedureEffects
{
    /// <summary>A task opened. The service also calls this itself when it changes who a task is assigned to.</summary>
    void TaskAssigned(ServiceDbContext db, OfficerTask task);

    /// <summary>A task was completed or cancelled; its state says which.</summary>
    void TaskEnded(ServiceDbContext db, OfficerTask task);
    void DeadlineStarted(ServiceDbContext db, DeadlineRow deadline);
    void DeadlineExtended(ServiceDbContext db, DeadlineRow deadline);
    void DeadlineStopped(ServiceDbContext db, DeadlineRow deadline);
    void DeadlineSuspended(ServiceDbContext db, DeadlineRow deadline, DateOnly on);
    void DeadlineResumed(ServiceDbContext db, DeadlineRow deadline, DateOnly on);

    /// <summary>Another body is competent; whoever routes submissions passes it on.</summary>
    void TransferRequested(ServiceDbContext db, ProcedureInstance instance, string to, string reason, string article);
    void OutcomePublished(ServiceDbContext db, ProcedureInstance instance, Publication publication);
    void DocumentIssued(ServiceDbContext db, IssuedDocument document);
    void CitizenNotified(ServiceDbContext db, ProcedureInstance instance, string textVi, string textEn);
    void CaseClosed(ServiceDbContext db, ProcedureInstance instance, string outcome, DateOnly on);
    void IncidentRaised(ServiceDbContext db, Incident incident);
}
