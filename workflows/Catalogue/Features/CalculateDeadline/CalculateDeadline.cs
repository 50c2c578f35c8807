using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Catalogue.Domain;
using Catalogue.Persistence;
using Clock;
using Microsoft.AspNetCore.Http.HttpResults;
using Shared.Hosting;

namespace Catalogue.Features.CalculateDeadline;

internal static class CalculateDeadline
{
    private const int MostSuspensions = 20;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/deadlines/calculation", Handle)
            .WithName(nameof(CalculateDeadline))
            .WithSummary("Counts a time limit from a day, with its receipt. Nothing is stored; no case is needed.");

    /// <param name="Extended">Whether it was lengthened as far as its rule allows.</param>
    /// <param name="ExtendedOn">The day of that decision; default the day it starts.</param>
    /// <param name="ExtendedBy">The code of the rule that lengthens it, when that is a rule of its own and there are several.</param>
    /// <param name="AsOf">The day the days left are told from; default today.</param>
    public sealed record Request(
        [property: Required(ErrorMessage = "field.required"), StringLength(60, ErrorMessage = "field.too-long")] string Code,
        [property: Required(ErrorMessage = "field.required")] DateOnly? StartsOn,
        bool? Extended = null,
        DateOnly? ExtendedOn = null,
        [property: StringLength(60, ErrorMessage = "field.too-long")] string? ExtendedBy = null,
        IReadOnlyList<SuspensionRequest>? Suspensions = null,
        DateOnly? AsOf = null);

    /// <param name="From">The day of the suspension; it still counts.</param>
    /// <param name="To">The day of the decision to go on, which does not count; absent while the clock stands still.</param>
    public sealed record SuspensionRequest([property: Required(ErrorMessage = "field.required")] DateOnly? From, DateOnly? To = null);

    /// <param name="Confirmed">Whether the rule and every day that decided the result are certain.</param>
    /// <param name="Explanation">Two sentences a citizen can read.</param>
    /// <param name="Days">Every day of the period and what it is; empty for periods of years.</param>
    /// <param name="Conflicts">All rules of the same subject with this one, the stricter first; empty when there is no conflict.</param>
    /// <param name="Machine">The whole receipt, as it is stored with a case.</param>
    public sealed record Response(
        string Code, string Name, DateOnly StartsOn, DateOnly DueOn, string LegalBasis, bool Confirmed, string Explanation, DateOnly AsOf,
        int DaysLeft, bool IsSuspended, ReceiptView Receipt, IReadOnlyList<PeriodDay> Days, IReadOnlyList<Conflict> Conflicts,
        int CalendarRevision, JsonElement Machine);

    /// <param name="Asked">It is the rule that was asked for.</param>
    public sealed record Conflict(
        string Code, string Name, DateOnly DueOn, string LegalBasis, bool Confirmed, string Explanation, bool Asked);

    internal static async Task<Ok<Response>> Handle(
        Request request, CatalogueDbContext db, CatalogueClock catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        var clock = await catalogue.CurrentAsync(db, cancellationToken);
        var calculation = QuestionOf(request, clock.Limits);
        var deadline = calculation.Count(clock);
        var conflicts = Conflicts(calculation, deadline, clock);
        var asOf = request.AsOf ?? LegalDay.Today(time);
        CatalogueTelemetry.DeadlinesCalculated.Add(1);

        using var machine = JsonDocument.Parse(deadline.Receipt.ToJson());
        return TypedResults.Ok(new Response(
            deadline.Limit.Code, deadline.Limit.Name.In(Language.Current), deadline.StartsOn, deadline.DueOn, deadline.LegalBasis.ToString(),
            !deadline.RestsOnUnconfirmed, deadline.Receipt.Sentence(Language.Current), asOf, deadline.DueOn.DayNumber - asOf.DayNumber,
            deadline.IsSuspended, ReceiptReading.View(deadline.Receipt), ReceiptReading.Days(deadline.Receipt), conflicts,
            clock.Calendar.Revision, machine.RootElement.Clone()));
    }

    private static Calculation QuestionOf(Request request, TimeLimitBook book)
    {
        var startsOn = request.StartsOn!.Value;
        var versions = book.Versions(request.Code);
        if (versions.Count == 0) throw RuleViolation.Unprocessable("time-limit.unknown");
        if (startsOn < LegalCalendar.FirstDay || startsOn > LegalCalendar.LastDay) throw RuleViolation.Unprocessable("calculation.out-of-range");
        if (!book.TryFind(request.Code, startsOn, out var limit))
        {
            throw new RuleViolation("time-limit.not-in-force", versions[^1].Basis.ToString(), 422, new Dictionary<string, object?>
            {
                ["versions"] = versions.Select(version => new { version.InForceFrom, version.InForceTo }).ToList(),
            });
        }

        var extended = request.Extended == true || request.ExtendedBy is not null || request.ExtendedOn is not null;
        return new Calculation(limit, startsOn, extended, extended ? RuleOf(request, limit, startsOn, book) : null,
            request.ExtendedOn ?? startsOn, StandstillsOf(request));
    }

    /// <summary>Denunciations are lengthened by rules of their own, of which there may be several.</summary>
    private static TimeLimit? RuleOf(Request request, TimeLimit limit, DateOnly on, TimeLimitBook book)
    {
        if (limit.Extension is not null && request.ExtendedBy is null) return null;
        var rules = book.All.Where(rule => rule.Extends.Contains(limit.Code) && rule.IsInForceOn(on)).ToList();
        if (request.ExtendedBy is { } code)
            return rules.Find(rule => rule.Code == code) ?? throw RuleViolation.Unprocessable("clock.no-extension", limit.Basis.ToString());
        if (rules.Count > 1)
        {
            throw new RuleViolation("calculation.which-extension", limit.Basis.ToString(), 422,
                new Dictionary<string, object?> { ["extendedBy"] = rules.Select(rule => rule.Code).ToList() });
        }

        return rules.FirstOrDefault();
    }

    private static List<Standstill> StandstillsOf(Request request)
    {
        var standstills = (request.Suspensions ?? []).Select(suspension => new Standstill(suspension.From!.Value, suspension.To))
            .OrderBy(standstill => standstill.From).ToList();
        if (standstills.Count > MostSuspensions) throw RuleViolation.Unprocessable("calculation.too-many-suspensions");
        if (standstills.Exists(standstill => standstill.To < standstill.From)) throw RuleViolation.Unprocessable("calculation.suspension-backwards");
        if (standstills.Zip(standstills.Skip(1)).Any(pair => pair.First.To is not { } to || to > pair.Second.From))
            throw RuleViolation.Unprocessable("calculation.suspensions-overlap");
        return standstills;
    }

    private static List<Conflict> Conflicts(Calculation calculation, Deadline asked, StatutoryClock clock)
    {
        var others = new List<TimeLimit>();
        foreach (var code in calculation.Limit.ConflictsWith)
        {
            if (clock.Limits.TryFind(code, calculation.StartsOn, out var other) && other.Kind != LimitKind.Event) others.Add(other);
        }

        return others.Count == 0 ? [] :
            [.. others.Select(other => calculation.CountOther(clock, other)).Append(asked).OrderBy(deadline => deadline.DueOn)
                .Select(deadline => new Conflict(
                    deadline.Limit.Code, deadline.Limit.Name.In(Language.Current), deadline.DueOn, deadline.LegalBasis.ToString(),
                    !deadline.RestsOnUnconfirmed, deadline.Receipt.Sentence(Language.Current), deadline.Limit.Code == asked.Limit.Code))];
    }
}
