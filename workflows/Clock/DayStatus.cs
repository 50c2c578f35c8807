using System.Text.Json.Serialization;

namespace Clock;

/// <summary>What a day is.</summary>
public enum DayKind
{
    /// <summary>An ordinary working day.</summary>
    [JsonStringEnumMemberName("working")]
    Working,

    /// <summary>A weekly rest day: Saturday or Sunday.</summary>
    [JsonStringEnumMemberName("rest")]
    Rest,

    /// <summary>A public holiday, or the day off in lieu of one that fell on a rest day.</summary>
    [JsonStringEnumMemberName("holiday")]
    Holiday,

    /// <summary>A weekday taken off in exchange for a rest day.</summary>
    [JsonStringEnumMemberName("swapped-off")]
    SwappedOff,

    /// <summary>A rest day worked in exchange.</summary>
    [JsonStringEnumMemberName("swapped-working")]
    SwappedWorking,
}

/// <summary>What a day is and why.</summary>
/// <param name="On">The day.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">Its name or the reason, for a reader.</param>
/// <param name="Source">The law or announcement it rests on; <see langword="null"/> for ordinary working days.</param>
/// <param name="Confirmed">Whether the source was read and settles the day.</param>
/// <param name="Projected">Whether the day was worked out ahead of, or without, a published calendar and may still change.</param>
public sealed record DayStatus(DateOnly On, DayKind Kind, BilingualText Reason, string? Source, bool Confirmed, bool Projected)
{
    /// <summary>Whether public bodies work on the day.</summary>
    public bool IsWorkingDay => Kind is DayKind.Working or DayKind.SwappedWorking;
}
