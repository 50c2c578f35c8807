using Clock;
using Shared.Hosting;

namespace Catalogue.Domain;

/// <summary>A version of a time limit in the caller's language.</summary>
/// <param name="Calculable">Whether it has a length, so that a due date can be counted.</param>
/// <param name="ExtendedBy">Rules of their own that lengthen it.</param>
internal sealed record TimeLimitView(
    string Code, string Name, ProcedureView? Procedure, string? Actor, int? Length, LimitUnit Unit, LimitKind Kind, bool Calculable,
    string? StartEvent, RecurrencePeriod? RecursEvery, ExtensionView? Extension, SuspensionView? Suspension, string Law, string Article,
    string LegalBasis, DateOnly InForceFrom, DateOnly? InForceTo, bool Confirmed, string? Note, IReadOnlyList<string> ConflictsWith,
    IReadOnlyList<string> Extends, IReadOnlyList<string> ExtendedBy, IReadOnlyList<WorkedExample> Examples)
{
    public static TimeLimitView Of(TimeLimit limit, TimeLimitBook book, LimitProcedures procedures) => new(
        limit.Code, Local(limit.Name)!,
        procedures.Find(limit.Code) is { } id ? new ProcedureView(id, Local(limit.Procedure) ?? id) : null,
        Local(limit.Actor), limit.Length, limit.Unit, limit.Kind, limit.Kind != LimitKind.Event, Local(limit.StartEvent), limit.RecursEvery,
        limit.Extension is { } extension ? new ExtensionView(extension.TotalLength, Local(extension.Condition)!) : null,
        limit.Suspension is { } suspension ? new SuspensionView(Local(suspension.When)!, suspension.InForceFrom) : null,
        limit.Basis.Law, limit.Basis.Article, limit.Basis.ToString(), limit.InForceFrom, limit.InForceTo, limit.Confirmed, Local(limit.Note),
        limit.ConflictsWith, limit.Extends,
        [.. book.All.Where(other => other.Extends.Contains(limit.Code)).Select(other => other.Code).Distinct()],
        limit.Examples);

    private static string? Local(BilingualText? text) => text?.In(Language.Current);
}

internal sealed record ProcedureView(string Id, string Name);
internal sealed record ExtensionView(int TotalLength, string Condition);
internal sealed record SuspensionView(string When, DateOnly InForceFrom);
