using Microsoft.Extensions.Logging;

namespace Engine;

public sealed partial class ProcedureRunner
{
    [LoggerMessage(8001, LogLevel.Error, "Incident {IncidentId} on submission {SubmissionId}: the activity {Activity} failed ({Reason}).")]
    private partial void IncidentRaised(Guid incidentId, Guid submissionId, string activity, string reason);
}
