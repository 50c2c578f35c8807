using System.Globalization;
using System.Text;

namespace Portal.Clients;

/// <summary>The law's time limits and calendars, and what they come to.</summary>
internal sealed class CatalogueClient(ApiChannel api)
{
    public Task<Answer<LimitList>> LimitsAsync(string? on, string? q, string? procedure) =>
        api.GetAsync<LimitList>(ApiChannel.Query("time-limits", ("on", on), ("q", q), ("procedure", procedure)));

    public Task<Answer<Calculated>> CalculateAsync(CalculationRequest request) => api.PostAsync<Calculated>("deadlines/calculation", request);

    public Task<Answer<CalendarList>> CalendarsAsync() => api.GetAsync<CalendarList>("calendars");

    public Task<Answer<YearCalendar>> CalendarAsync(int year) => api.GetAsync<YearCalendar>(Path(year));

    public Task<Answer<Page<CalendarEdition>>> EditionsAsync(int year, string? after) =>
        api.GetAsync<Page<CalendarEdition>>(ApiChannel.Query($"{Path(year)}/editions", ("after", after), ("limit", "20")));

    public Task<Answer<PreviewStarted>> AskPreviewAsync(int year, CalendarChange change) =>
        api.PostAsync<PreviewStarted>($"{Path(year)}/previews", change);

    /// <summary>A file as it is: iCalendar or a calendar document.</summary>
    public Task<Answer<PreviewStarted>> AskPreviewAsync(int year, string file) => api.PostAsync<PreviewStarted>($"{Path(year)}/previews",
        new StringContent(file, Encoding.UTF8, file.TrimStart('\uFEFF', ' ', '\r', '\n').StartsWith('{') ? "application/json" : "text/calendar"));

    public Task<Answer<CalendarPreview>> PreviewAsync(int year, Guid id) => api.GetAsync<CalendarPreview>($"{Path(year)}/previews/{id}");

    public Task<Answer<YearCalendar>> AdoptAsync(int year, CalendarChange change) => api.PutAsync<YearCalendar>(Path(year), change);

    private static string Path(int year) => string.Create(CultureInfo.InvariantCulture, $"calendars/{year}");
}

public sealed record LimitProcedure(string Id, string Name);

public sealed record LimitExtension(int TotalLength, string Condition);

public sealed record LimitSuspension(string When, DateOnly InForceFrom);

public sealed record LimitLine(
    string Code, string Name, LimitProcedure? Procedure, bool Calculable, string? StartEvent, LimitExtension? Extension,
    LimitSuspension? Suspension, IReadOnlyList<string>? ExtendedBy);

public sealed record LimitList(DateOnly? On, IReadOnlyList<LimitLine> Items);

public sealed record SuspensionAsked(string? From, string? To);

public sealed record CalculationRequest(
    string Code, string StartsOn, bool? Extended, string? ExtendedBy, IReadOnlyList<SuspensionAsked>? Suspensions);

public sealed record ReceiptDay(DateOnly On, string Reason);

public sealed record ReceiptStep(DateOnly On, string Text);

public sealed record CalculatedReceipt(int Counted, IReadOnlyList<ReceiptDay>? Skipped, IReadOnlyList<ReceiptStep>? Steps);

/// <summary>What a day is in the period, as the service says: <c>start</c>, <c>counted</c>, <c>skipped</c> …</summary>
public sealed record PeriodDay(DateOnly On, string Role, string? Reason);

public sealed record ConflictingRule(string Code, string Name, DateOnly DueOn, string LegalBasis, bool Confirmed, bool Asked);

public sealed record Calculated(
    string Code, string Name, DateOnly StartsOn, DateOnly DueOn, string LegalBasis, bool Confirmed, string Explanation, DateOnly AsOf,
    int DaysLeft, bool IsSuspended, CalculatedReceipt Receipt, IReadOnlyList<PeriodDay>? Days, IReadOnlyList<ConflictingRule>? Conflicts);

public sealed record CalendarLine(
    int Year, bool Published, bool Projected, int SpecialDays, int UnconfirmedDays, int? Revision, DateTimeOffset? ChangedAt);

public sealed record CalendarList(int Revision, IReadOnlyList<CalendarLine> Items);

public sealed record SpecialDay(DateOnly Date, string NameVi, string NameEn, string Kind, string Source, bool Confirmed, bool Projected = false)
{
    public string Name => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? NameEn : NameVi;
}

public sealed record YearCalendar(int Year, bool Published, bool Projected, int Revision, string? Note, IReadOnlyList<SpecialDay> Days);

public sealed record ChangedDay(string? Date, string? NameVi, string? NameEn, string? Kind, string? Source, bool Confirmed);

public sealed record CalendarChange(bool Published, IReadOnlyList<ChangedDay> Days, string? Note, string? Reason, int Revision);

public sealed record DayDifference(DateOnly Date, string What, SpecialDay? Before, SpecialDay? After);

public sealed record CalendarEdition(
    int Revision, DateTimeOffset At, string By, string? ByName, bool Delivered, string Reason, bool Published, bool PublishedBefore,
    bool NoteChanged, IReadOnlyList<DayDifference>? Differences);

public sealed record PreviewStarted(Guid Id, int Year, int Revision);

public sealed record PreviewFigures(int Running, int Moved, int Earlier, int BecomeOverdue, int NoLongerOverdue);

public sealed record PreviewKeeper(string Name, string? Department, PreviewFigures Figures);

public sealed record AwaitedKeeper(string Keeper, string? Department, string Name);

public sealed record CalendarPreview(
    Guid Id, int Year, int Revision, bool IsCurrent, DateTimeOffset RequestedAt, string Summary, PreviewFigures Totals,
    IReadOnlyList<PreviewKeeper> Keepers, IReadOnlyList<AwaitedKeeper> Waiting, YearCalendar Calendar, IReadOnlyList<DayDifference>? Differences);
