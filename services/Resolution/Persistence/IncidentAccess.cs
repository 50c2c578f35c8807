using System.Security.Claims;
using System.Text.Json;
using Contracts.Resolution;
using Engine;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Shared.Hosting;

namespace Resolution.Persistence;

/// <summary>One incident, as far as an operator may end it.</summary>
internal sealed class IncidentAccess(ResolutionDbContext db, CaseOpening opening, ProcedureRunner runner)
{
    /// <summary>Does something about an incident and saves; null when it is not theirs to see.</summary>
    /// <param name="end">Ends it; the delegate opens the case anew where none could be opened.</param>
    public async Task<IncidentView?> EndAsync(
        string department, Guid id, ClaimsPrincipal user, Func<Incident, StartAgain, Task> end, CancellationToken cancellationToken)
    {
        if (!user.Operates(department)) return null;
        var incident = await db.Incidents.SingleOrDefaultAsync(one => one.Id == id && one.Department == department, cancellationToken);
        if (incident is null) return null;
        await end(incident, StartAsync);
        await db.SaveChangesAsync(cancellationToken);
        var number = await db.Cases.Where(row => row.SubmissionId == incident.SubmissionId && row.Department == department)
            .Select(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        return IncidentView.Of(incident, number, runner);
    }

    private async Task<ProcedureInstance> StartAsync(string command, Rerun rerun, CancellationToken cancellationToken) =>
        await opening.OpenAsync(JsonSerializer.Deserialize<OpenCase>(command, WireJson.Options)!, rerun, cancellationToken)
            ?? throw new RuleViolation("incident.case-is-open");
}

internal static class OperatorPrincipals
{
    /// <summary>Whether somebody looks after the procedures of a department that cannot go on by themselves.</summary>
    public static bool Operates(this ClaimsPrincipal user, string department) =>
        user.Holds(Roles.Head, department) || user.Holds(Roles.SystemAdmin, department);
}
