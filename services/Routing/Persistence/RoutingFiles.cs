using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Routing.Domain;
using Shared.Hosting;

namespace Routing.Persistence;

/// <summary>Finds a file as somebody may see it.</summary>
internal static class RoutingFiles
{
    /// <summary>The file, when the person works where it is held or came through; otherwise null, as if it did not exist.</summary>
    public static async Task<RoutingFile?> FindFileAsync(
        this RoutingDbContext db, Guid id, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var file = await db.Files.Include(row => row.Transfers).SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (file is null) return null;
        var concerned = file.Transfers.Select(transfer => transfer.FromDepartment).Append(file.HolderDepartment).OfType<string>();
        return concerned.Any(user.HoldsAnyIn) ? file : null;
    }

    /// <summary>The file, when the person is clerk of the department that holds it; another clerk gets null.</summary>
    public static async Task<RoutingFile?> FindHeldAsync(
        this RoutingDbContext db, Guid id, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var file = await db.FindFileAsync(id, user, cancellationToken);
        return file?.HolderDepartment is { } holder && user.Holds(Roles.Clerk, holder) ? file : null;
    }
}
