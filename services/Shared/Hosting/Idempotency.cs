using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;
using Shared.Persistence;

namespace Shared.Hosting;

/// <summary>The answer to a request that carried an <c>Idempotency-Key</c>, sealed, so that a repeat gets the same one.</summary>
internal sealed class RememberedAnswer(
    string key, string requestHash, int status, string? location, string sealedBody, DateTimeOffset answeredAt)
{
    public string Key { get; } = key;
    public string RequestHash { get; } = requestHash;
    public int Status { get; } = status;
    public string? Location { get; } = location;
    public string SealedBody { get; } = sealedBody;
    public DateTimeOffset AnsweredAt { get; } = answeredAt;
}

internal sealed class RememberedAnswerConfiguration : IEntityTypeConfiguration<RememberedAnswer>
{
    public void Configure(EntityTypeBuilder<RememberedAnswer> builder)
    {
        builder.ToTable("RememberedAnswers");
        builder.HasKey(answer => answer.Key);
        builder.Property(answer => answer.Key).HasMaxLength(64);
        builder.Property(answer => answer.RequestHash).HasMaxLength(64);
        builder.Property(answer => answer.Status);
        builder.Property(answer => answer.Location).HasMaxLength(400);
        builder.Property(answer => answer.SealedBody).HasMaxLength(64 * 1024);
        builder.Property(answer => answer.AnsweredAt);
    }
}

/// <summary>
/// Lets a caller repeat a POST without doing it twice: same key, same caller and same request get the first answer. The answer
/// commits together with what it answers for.
/// </summary>
public static class Idempotency
{
    public const string Header = "Idempotency-Key";

    public static RouteHandlerBuilder Idempotent<TContext>(this RouteHandlerBuilder route) where TContext : ServiceDbContext =>
        route.AddEndpointFilter(async (invocation, next) =>
        {
            var http = invocation.HttpContext;
            var given = http.Request.Headers[Header].ToString();
            if (given.Length == 0) return await next(invocation);
            if (given.Length > 100) throw RuleViolation.Unprocessable("request.idempotency-key");

            var db = http.RequestServices.GetRequiredService<TContext>();
            var protector = http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("donthu.remembered-answers");
            var key = Hash($"{http.User.UserId() ?? "anonymous"}\n{http.Request.Method} {http.Request.Path}\n{given}");
            var request = Hash(JsonSerializer.Serialize(
                invocation.Arguments.Where(argument => argument?.GetType().Name == "Request"), WireJson.Options));

            if (await FindAsync(db, key, http.RequestAborted) is { } known) return Replay(known, request, protector);

            await using var transaction = await WriteTransaction.BeginAsync(db, http.RequestAborted);
            // Between the look above and the writer's place here, a twin may have committed.
            if (await FindAsync(db, key, http.RequestAborted) is { } twin) return Replay(twin, request, protector);

            var result = await next(invocation);
            if (Answer(result) is not ({ } status and >= 200 and < 300, var body)) return result;

            db.RememberedAnswers.Add(new RememberedAnswer(key, request, status, LocationOf(result),
                protector.Protect(JsonSerializer.Serialize(body, WireJson.Options)), db.Now));
            try
            {
                await db.SaveChangesAsync(http.RequestAborted);
                await transaction.CommitAsync(CancellationToken.None);
            }
            catch (DbUpdateException)
            {
                await transaction.DisposeAsync();
                db.ChangeTracker.Clear();
                if (await FindAsync(db, key, http.RequestAborted) is { } first) return Replay(first, request, protector);
                throw;
            }

            return result;
        });

    private static Task<RememberedAnswer?> FindAsync(ServiceDbContext db, string key, CancellationToken cancellationToken) =>
        db.RememberedAnswers.AsNoTracking().SingleOrDefaultAsync(answer => answer.Key == key, cancellationToken);

    private static ReplayedAnswer Replay(RememberedAnswer known, string request, IDataProtector protector)
    {
        if (known.RequestHash != request) throw RuleViolation.Unprocessable("request.idempotency-reused");
        return new ReplayedAnswer(known.Status, known.Location, protector.Unprotect(known.SealedBody));
    }

    private static (int? Status, object? Body) Answer(object? result)
    {
        if (result is INestedHttpResult nested) result = nested.Result;
        return ((result as IStatusCodeHttpResult)?.StatusCode ?? 200, (result as IValueHttpResult)?.Value);
    }

    private static string? LocationOf(object? result)
    {
        if (result is INestedHttpResult nested) result = nested.Result;
        return result?.GetType().GetProperty("Location")?.GetValue(result) as string;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private sealed class ReplayedAnswer(int status, string? location, string body) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            if (location is not null) httpContext.Response.Headers.Location = location;
            return httpContext.Response.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
