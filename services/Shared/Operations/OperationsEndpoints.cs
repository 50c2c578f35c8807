using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shared.Hosting;

namespace Shared.Operations;

/// <summary>What an operator sees of one process and may do about its messages.</summary>
public static class OperationsEndpoints
{
    private const int AtMost = 500;

    /// <summary>Maps <c>/operations/…</c> for system administrators.</summary>
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var operations = routes.MapGroup("/operations").RequireAuthorization(Policies.Operations);
        operations.MapGet("/status", StatusAsync).WithName("GetOperationsStatus").WithSummary("Queues, outboxes, messages set aside, the sweeper, databases and version of this process.");
        operations.MapGet("/errors", ErrorsAsync).WithName("ListFailedMessages").WithSummary("Messages that wait for an operator, the oldest first; never their text.");
        operations.MapPost("/errors/requeue", RequeueAsync).WithName("RequeueFailedMessages").WithSummary("Lets failed messages be tried again: one, or all.");
        operations.MapPost("/errors/{messageId:guid}/discard", DiscardAsync).WithName("DiscardFailedMessage").WithSummary("Gives a failed message up, with a reason.");
        return routes;
    }

    internal sealed record Status(
        string Service, string Version, string Instance, DateTimeOffset At, IReadOnlyList<KeeperStatus> Databases, bool BrokerAnswers, IReadOnlyList<QueueStatus> Queues);

    internal sealed record Errors(IReadOnlyList<FailedMessage> Items);

    /// <param name="Database">Only those of one database; all when absent.</param>
    /// <param name="MessageId">Only this one; all when absent.</param>
    public sealed record RequeueRequest(
        [property: StringLength(60, ErrorMessage = "field.too-long")] string? Database, Guid? MessageId);

    public sealed record DiscardRequest(
        [property: Required(ErrorMessage = "field.required"), StringLength(300, ErrorMessage = "field.too-long")] string Reason);

    internal sealed record Requeued(int Messages);

    internal static async Task<Ok<Status>> StatusAsync(
        IEnumerable<IMessageKeeper> keepers, BrokerQueues queues, IHostEnvironment environment, TimeProvider time, CancellationToken cancellationToken)
    {
        var databases = new List<KeeperStatus>();
        foreach (var keeper in keepers) databases.Add(await keeper.StatusAsync(cancellationToken));
        var depths = await queues.StatusAsync(cancellationToken);
        return TypedResults.Ok(new Status(
            environment.ApplicationName, Version, $"{Environment.MachineName}/{Environment.ProcessId}", time.GetUtcNow(), databases, depths is not null, depths ?? []));
    }

    internal static async Task<Ok<Errors>> ErrorsAsync(IEnumerable<IMessageKeeper> keepers, CancellationToken cancellationToken)
    {
        var failed = new List<FailedMessage>();
        foreach (var keeper in keepers) failed.AddRange(await keeper.FailedAsync(AtMost, cancellationToken));
        return TypedResults.Ok(new Errors([.. failed.OrderBy(one => one.FailedAt).Take(AtMost)]));
    }

    internal static async Task<Ok<Requeued>> RequeueAsync(RequeueRequest request, IEnumerable<IMessageKeeper> keepers, CancellationToken cancellationToken)
    {
        var requeued = 0;
        foreach (var keeper in keepers.Where(keeper => request.Database is null || request.Database == keeper.Name))
            requeued += await keeper.RequeueAsync(request.MessageId, cancellationToken);
        return TypedResults.Ok(new Requeued(requeued));
    }

    internal static async Task<Results<NoContent, NotFound>> DiscardAsync(
        Guid messageId, DiscardRequest request, IEnumerable<IMessageKeeper> keepers, CancellationToken cancellationToken)
    {
        var found = false;
        foreach (var keeper in keepers) found |= await keeper.DiscardAsync(messageId, request.Reason, cancellationToken);
        return found ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static string Version { get; } =
        typeof(OperationsEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "?";
}
