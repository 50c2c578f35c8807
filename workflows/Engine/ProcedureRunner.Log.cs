using Microsoft.Extensions.Logging;

namespace Engine;

public sealed partial class ProcedureRunner
{
    [LoggerMessage(8001, LogLevel.Error, "Incident {IncidentId} on case {CaseId}: the activity {Activity} failed ({Reason}).")]
    private partial void IncidentRaised(Guid incidentId, Guid caseId, string activity, string reason);
}
