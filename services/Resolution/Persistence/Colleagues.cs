using System.Collections.Concurrent;
using System.Security.Claims;
using Clock;
using Engine;
using Microsoft.EntityFrameworkCore;
using Resolution.Domain;
using Shared.Hosting;

namespace Resolution.Persistence;

/// <summary>Who works in a department, as far as they have been seen here.</summary>
internal sealed class Colleagues(ResolutionDbContext db)
{
    /// <summary>The roles that tasks are for.</summary>
    public static readonly string[] TaskRoles = [Roles.Clerk, Roles.Officer, Roles.Head, Roles.Reception];

    /// <summary>Somebody with a role in the department, or null.</summary>
    public async Task<Person?> FindAsync(string department, string role, string userId, CancellationToken cancellationToken) =>
        await In(department).Where(one => one.UserId == userId && one.Role == role)
            .Select(one => new Person(one.UserId, one.Name)).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Everybody in the department with all they hold there.</summary>
    public async Task<List<Colleague>> AllAsync(string department, CancellationToken cancellationToken) =>
        await In(department).OrderBy(one => one.Name).ThenBy(one => one.UserId).ThenBy(one => one.Role).ToListAsync(cancellationToken);

    private IQueryable<Colleague> In(string department) =>
        db.Colleagues.AsNoTracking().Where(one => one.Department == department || one.Department == Grant.Everywhere);
}

/// <summary>
/// Notes who comes with which roles, before their request is looked at: at most once a day and process, unless something about them changed.
/// </summary>
internal sealed partial class ColleagueFilter(IServiceScopeFactory scopes, TimeProvider time, ILogger<ColleagueFilter> logger) : IEndpointFilter
{
    private const int LongestName = 200;

    private readonly ConcurrentDictionary<string, (DateOnly On, string Held)> noted = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await NoteAsync(context.HttpContext.User, context.HttpContext.RequestAborted);
        return await next(context);
    }

    internal async Task NoteAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (user.UserId() is not { } id) return;
        var name = user.FindFirstValue("name") is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestName)] : "";
        var grants = user.Grants().Where(grant => Colleagues.TaskRoles.Contains(grant.Role)).Distinct().ToList();
        var seen = (LegalDay.Today(time), $"{name}\n{string.Join('\n', grants.Select(grant => grant.ToString()).Order(StringComparer.Ordinal))}");
        if (noted.TryGetValue(id, out var known) && known == seen) return;

        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ResolutionDbContext>();
            var rows = await db.Colleagues.Where(one => one.UserId == id).ToListAsync(cancellationToken);
            db.RemoveRange(rows.Where(row => !grants.Contains(new Grant(row.Role, row.Department))));
            foreach (var grant in grants)
            {
                if (rows.Find(row => row.Role == grant.Role && row.Department == grant.Department) is { } row) row.SeenAgain(name, seen.Item1);
                else db.Add(Colleague.Seen(id, grant.Department, grant.Role, name, seen.Item1));
            }

            await db.SaveChangesAsync(cancellationToken);
            noted[id] = seen;
        }
        catch (DbUpdateException exception)
        {
            // Another request of the same person noted it at the same time; the next one looks again.
            NotNoted(exception.GetType().Name);
        }
    }

    [LoggerMessage(3102, LogLevel.Information, "Who works here was not noted this time ({Cause}).")]
    private partial void NotNoted(string cause);
}
