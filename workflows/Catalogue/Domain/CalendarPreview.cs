namespace Catalogue.Domain;

/// <summary>Somebody asked what a calendar would do. The answers come one by one, from Intake and every department.</summary>
internal sealed class CalendarPreview(
    Guid id, int year, string document, int revision, DateOnly? changedFrom, DateOnly? changedThrough, string by, string? byName, DateTimeOffset at)
{
    public Guid Id { get; } = id;
    public int Year { get; } = year;

    /// <summary>The calendar as it would be.</summary>
    public string Document { get; } = document;

    /// <summary>The revision in force when it was asked; adopted after another one, the figures would be of the past.</summary>
    public int Revision { get; } = revision;
    public DateOnly? ChangedFrom { get; } = changedFrom;
    public DateOnly? ChangedThrough { get; } = changedThrough;
    public string By { get; } = by;
    public string? ByName { get; } = byName;
    public DateTimeOffset At { get; } = at;
}

/// <summary>The answer of one keeper of deadlines.</summary>
internal sealed class CalendarPreviewCount(
    Guid previewId, string keeper, string department, int running, int moved, int earlier, int becomeOverdue, int noLongerOverdue,
    DateTimeOffset countedAt)
{
    public Guid PreviewId { get; } = previewId;
    public string Keeper { get; } = keeper;

    /// <summary>Empty for Intake, which counts all of its own.</summary>
    public string Department { get; } = department;
    public int Running { get; } = running;
    public int Moved { get; } = moved;
    public int Earlier { get; } = earlier;
    public int BecomeOverdue { get; } = becomeOverdue;
    public int NoLongerOverdue { get; } = noLongerOverdue;
    public DateTimeOffset CountedAt { get; } = countedAt;
}
