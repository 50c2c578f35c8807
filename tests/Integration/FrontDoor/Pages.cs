using System.Globalization;
using Microsoft.AspNetCore.Http;
using Shared.Hosting;

namespace Integration.FrontDoor;

/// <summary>A work list as a Resolution gives it, page by page, with its own cursor.</summary>
internal static class Pages
{
    internal sealed record Task(string Id, string Department, DateOnly? DueOn);

    /// <param name="department">Whose tasks; their ids are numbered.</param>
    /// <param name="dueOn">Their due dates, in order.</param>
    public static Func<HttpContext, System.Threading.Tasks.Task> Of(string department, params string?[] dueOn)
    {
        var tasks = dueOn.Select((day, number) => new Task(
            $"{department}.{number}", department, day is null ? null : DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture))).ToList();
        return http =>
        {
            var limit = Cursor.Limit(int.Parse(http.Request.Query["limit"].FirstOrDefault() ?? "50", CultureInfo.InvariantCulture));
            var from = Cursor.Parse(http.Request.Query["after"]);
            var rows = tasks.Where(task => from is null || KeyOf(task) >= from.Value.Key).Skip(from?.Given ?? 0).Take(limit + 1).ToList();
            return http.Response.WriteAsJsonAsync(Cursor.Cut(rows, limit, from, KeyOf), WireJson.Options);
        };
    }

    private static long KeyOf(Task task) => (task.DueOn ?? DateOnly.MaxValue).DayNumber;
}
