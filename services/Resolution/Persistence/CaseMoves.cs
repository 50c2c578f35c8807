using System.Security.Claims;
using Engine;
using Engine.Moves;
using Microsoft.EntityFrameworkCore;
using Procedures;
using Resolution.Domain;
using Shared.Hosting;

namespace Resolution.Persistence;

/// <summary>What moving one case and moving many have in common.</summary>
internal static class CaseMoves
{
    /// <summary>The head of the department, and whoever looks after the procedures of the whole body.</summary>
    public static bool MayMove(this ClaimsPrincipal user, string department) =>
        user.Holds(Roles.Head, department) || user.Holds(Roles.ProcedureAdmin, department);

    /// <summary>Approves a move and carries it out on the case as it stands now; the caller saves.</summary>
    /// <exception cref="RuleViolation">It was decided before or asked for by the same person, or no longer fits.</exception>
    public static async Task CarryOutAsync(
        this ResolutionDbContext db, CaseMove move, string by, ProcedureRunner runner, CancellationToken cancellationToken)
    {
        move.Approve(by, db.Now);
        var instance = await db.Instances.SingleAsync(one => one.Id == move.InstanceId, cancellationToken);
        await runner.MoveAsync(db, instance, move.ToVersion, move.Mapping, move.Reason, cancellationToken);
        var moved = await db.Cases.SingleAsync(one => one.Id == move.CaseId, cancellationToken);
        if (instance.ParentId is null && moved.ProcedureId == instance.ProcedureId) moved.GoOnUnder(move.ToVersion);
    }
}
