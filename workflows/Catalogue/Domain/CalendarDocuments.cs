using System.Text.Json;
using System.Text.Json.Nodes;
using Clock;
using Shared.Hosting;

namespace Catalogue.Domain;

/// <summary>How a calendar is written down and compared.</summary>
internal static class CalendarDocuments
{
    /// <summary>The document without white space: it travels in messages, several years together.</summary>
    public static string Write(CalendarYear year) => JsonNode.Parse(Ordered(year).ToJson())!.ToJsonString(WireJson.Options);

    /// <summary>The same calendar with its days in order, as they are compared.</summary>
    public static CalendarYear Ordered(CalendarYear year) => year with { Days = [.. year.Days.OrderBy(day => day.Date)] };

    /// <summary>Whether two documents say the same. Days are compared by value; records compare lists by identity.</summary>
    public static bool SaysTheSame(this CalendarYear one, CalendarYear other) =>
        one.Year == other.Year && one.Published == other.Published && one.Note == other.Note
        && Ordered(one).Days.SequenceEqual(Ordered(other).Days);

    public static CalendarYear Read(string document) => CalendarYear.FromJson(document);
}

/// <summary>A day that is something else in one calendar than in another.</summary>
/// <param name="What"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
internal sealed record CalendarDifference(DateOnly Date, string What, CalendarDay? Before, CalendarDay? After)
{
    public static IReadOnlyList<CalendarDifference> Between(CalendarYear before, CalendarYear after)
    {
        var old = before.Days.ToDictionary(day => day.Date);
        var now = after.Days.ToDictionary(day => day.Date);
        return [.. old.Keys.Union(now.Keys).Order()
            .Select(date => (Date: date, Before: old.GetValueOrDefault(date), After: now.GetValueOrDefault(date)))
            .Where(day => day.Before != day.After)
            .Select(day => new CalendarDifference(
                day.Date, day.Before is null ? "added" : day.After is null ? "removed" : "changed", day.Before, day.After))];
    }
}
