using System.Globalization;
using System.Text;
using System.Text.Json;
using Catalogue.Domain;
using Shared.Hosting;

namespace Catalogue.Features.ChangeCalendar;

/// <summary>
/// The body of a change: JSON or iCalendar. What a calendar cannot say is said beside it: <c>If-Match</c> names the revision,
/// <c>?reason=</c> the announcement.
/// </summary>
internal static class CalendarBody
{
    public static async Task<CalendarDraft> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true));
        string text;
        try
        {
            text = await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException)
        {
            throw new RuleViolation("request.malformed", status: 400);
        }

        var draft = IsICalendar(request) ? ICalendar.Read(text) : FromJson(text);
        return draft with
        {
            Reason = draft.Reason ?? request.Query["reason"].FirstOrDefault(),
            Revision = IfMatch(request) ?? draft.Revision,
        };
    }

    private static bool IsICalendar(HttpRequest request) =>
        string.Equals(request.GetTypedHeaders().ContentType?.MediaType.Value, ICalendar.MediaType, StringComparison.OrdinalIgnoreCase);

    private static CalendarDraft FromJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<CalendarDraft>(text, WireJson.Options) ?? throw new JsonException("The body is empty.");
        }
        catch (JsonException)
        {
            throw new RuleViolation("request.malformed", status: 400);
        }
    }

    /// <summary>The revision in an entity tag of ours: <c>"3"</c>, or <c>"3-ics"</c> of the same revision written as iCalendar.</summary>
    private static int? IfMatch(HttpRequest request)
    {
        var tag = request.Headers.IfMatch.ToString().Trim().Trim('"').Split('-')[0];
        return int.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;
    }
}
