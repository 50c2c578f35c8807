using Clock;
using Contracts.Shared;
using Shared.Persistence;

namespace Shared.Deadlines;

/// <summary>
/// What a service does, besides telling the others, when something happens to a deadline by the mere passing of time or by a change of
/// the calendar. It changes the context it is given; the caller saves everything together.
/// </summary>
public interface IDeadlineEvents<TContext> where TContext : ServiceDbContext
{
    /// <summary>How the service is called in messages, for example <c>intake</c>.</summary>
    string Keeper { get; }

    /// <summary>A threshold was reached and has been announced.</summary>
    Task ReachedAsync(TContext db, DeadlineRow deadline, Threshold threshold, CancellationToken cancellationToken);

    /// <summary>The last day of each of them moved because the calendar changed.</summary>
    Task RedatedAsync(TContext db, IReadOnlyCollection<DeadlineRow> deadlines, CancellationToken cancellationToken);
}

/// <summary>What the other services are told of a deadline.</summary>
public static class DeadlineMessages
{
    public static DeadlineStarted Started(this DeadlineRow row, DateTimeOffset at) => new(
        row.Id, row.SubmissionId, row.CaseId, row.Department, row.Limit, row.NameVi, row.NameEn, row.StartsOn, row.DueOn, row.LegalBasis,
        row.IsDuty, row.Confirmed, row.Receipt, at);

    public static DeadlineExtended Extended(this DeadlineRow row, DateTimeOffset at) =>
        new(row.Id, row.SubmissionId, row.Department, row.Limit, row.DueOn, row.Receipt, at, row.Version);

    public static DeadlineSuspended Suspended(this DeadlineRow row, DateOnly on, DateTimeOffset at) =>
        new(row.Id, row.SubmissionId, row.Department, row.Limit, on, row.Receipt, row.Version, at);

    public static DeadlineResumed Resumed(this DeadlineRow row, DateOnly on, DateTimeOffset at) =>
        new(row.Id, row.SubmissionId, row.Department, row.Limit, on, row.DueOn, row.Receipt, row.Version, at);

    /// <exception cref="InvalidOperationException">It still runs.</exception>
    public static DeadlineStopped Stopped(this DeadlineRow row, DateTimeOffset at) => new(
        row.Id, row.SubmissionId, row.Department, row.Limit, row.State.ToString().ToLowerInvariant(),
        row.StoppedOn ?? throw new InvalidOperationException("The deadline still runs."), at);

    /// <param name="before">The last day until then.</param>
    public static DeadlineRedated Redated(this DeadlineRow row, DateOnly before, DateTimeOffset at) => new(
        row.Id, row.SubmissionId, row.Department, row.Limit, before, row.DueOn, row.Confirmed, row.Receipt, row.CalendarRevision, row.Version, at);

    /// <summary>The message of a threshold; null for a period that only had to pass and did.</summary>
    internal static object? Reached(this DeadlineRow row, Threshold threshold, DateTimeOffset at) => threshold.Kind switch
    {
        ThresholdKind.Passed => row.IsDuty
            ? new DeadlineMissed(row.Id, row.SubmissionId, row.Department, row.Limit, row.DueOn, at)
            : null,
        _ => new DeadlineThresholdReached(
            row.Id, row.SubmissionId, row.CaseId, row.Department, row.Limit, NameOf(threshold.Kind), threshold.On, row.DueOn,
            threshold.DaysOverdue, at),
    };

    private static string NameOf(ThresholdKind kind) => kind switch
    {
        ThresholdKind.Half => "half",
        ThresholdKind.FourFifths => "four-fifths",
        ThresholdKind.Target => "target",
        ThresholdKind.Due => "due",
        ThresholdKind.Overdue => "overdue",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
