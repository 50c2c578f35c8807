using Engine;
using Microsoft.EntityFrameworkCore;
using Shared.Hosting;

namespace Resolution.Persistence;

/// <summary>
/// Records that a procedure could not go on, in a context of its own: that of the failed burst holds half of it. An operator sees it
/// on the case and Oversight counts it.
/// </summary>
internal sealed partial class CaseIncidents(IServiceScopeFactory scopes, ILogger<CaseIncidents> logger)
{
    /// <summary>Never throws: what failed first must be what the caller reports.</summary>
    /// <param name="work">What was to be done, where the failure does not say so itself.</param>
    public async Task RecordAsync(Guid submissionId, string department, Exception failure, FailedWork? work = null)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().ActAs("system:incidents");
            var db = scope.ServiceProvider.GetRequiredService<ResolutionDbContext>();
            await scope.ServiceProvider.GetRequiredService<ProcedureRunner>()
                .IncidentAsync(db, submissionId, department, failure, work, CancellationToken.None);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody moved the procedure on meanwhile: it does not stand still, and the next failure is recorded again.
        }
        catch (Exception second) when (second is not OutOfMemoryException)
        {
            IncidentNotRecorded(submissionId, failure.GetType().Name, second.GetType().Name);
        }
    }

    [LoggerMessage(3101, LogLevel.Error, "The procedure of submission {SubmissionId} failed ({Failure}), and the incident could not be recorded ({Cause}).")]
    private partial void IncidentNotRecorded(Guid submissionId, string failure, string cause);
}

/// <summary>Records the incident of a request whose burst failed; outermost, so that the request's transaction has been let go.</summary>
internal sealed class CaseIncidentFilter(CaseIncidents incidents) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ActivityFailedException failed)
        {
            await incidents.RecordAsync(failed.SubmissionId, failed.Department, failed);
            if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<RunsAgain>() is null) throw;
            throw new RuleViolation("incident.failed-again", details: new Dictionary<string, object?>
            {
                ["activity"] = failed.ActivityId,
                ["reason"] = failed.Reason,
            });
        }
    }
}

/// <summary>Marks an endpoint with which an operator has something run again that failed: that it fails again is an answer, not a fault.</summary>
internal sealed class RunsAgain;
