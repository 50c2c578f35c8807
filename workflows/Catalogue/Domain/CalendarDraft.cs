using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clock;
using Shared.Hosting;

namespace Catalogue.Domain;

/// <summary>A day as somebody typed or imported it, before anything is known to be right.</summary>
internal sealed record DraftDay(string? Date, string? NameVi, string? NameEn, string? Kind, string? Source, bool Confirmed = false);

/// <summary>The calendar of a year as somebody wants it.</summary>
/// <param name="Reason">The announcement it rests on.</param>
/// <param name="Revision">The revision it was made from.</param>
internal sealed partial record CalendarDraft(
    bool Published, IReadOnlyList<DraftDay>? Days, string? Note, string? Reason, int? Revision)
{
    private const int MaxDays = 100, MaxName = 200, MaxSource = 300, MaxText = 1000;

    private static readonly Dictionary<string, DayKind> Kinds = Enum.GetValues<DayKind>()
        .ToDictionary(kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), StringComparer.Ordinal);

    private sealed record Fault(string Field, string Text);

    /// <summary>The calendar, when there is nothing wrong with it.</summary>
    /// <param name="year">The year it is to be.</param>
    /// <param name="needsReason">Whether it is to be adopted, which rests on an announcement.</param>
    /// <exception cref="RuleViolation">Something is wrong; names every fault, not the first.</exception>
    public CalendarYear ToYear(int year, bool needsReason)
    {
        var faults = new List<Fault>();
        if (needsReason) Require("reason", Reason, MaxText);
        else if (Reason is { Length: > MaxText }) faults.Add(new Fault("reason", TooLong));
        if (Note is { Length: > MaxText }) faults.Add(new Fault("note", TooLong));
        if (Days is null) faults.Add(new Fault("days", Missing));
        else if (Days.Count > MaxDays) faults.Add(new Fault("days", Language.Of($"Một năm có nhiều nhất {MaxDays} ngày đặc biệt.", $"A year has at most {MaxDays} special days.")));

        var rows = new List<(int Index, CalendarDay Day)>();
        for (var index = 0; index < Math.Min(Days?.Count ?? 0, MaxDays); index++)
        {
            var day = Days![index];
            var at = $"days[{index}]";
            if (day is null)
            {
                faults.Add(new Fault(at, Missing));
                continue;
            }

            if (!DateOnly.TryParseExact(day.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                faults.Add(new Fault($"{at}.date", Language.Of($"Dòng {index + 1}: ngày phải viết theo dạng năm-tháng-ngày.", $"Row {index + 1}: the day must be written year-month-day.")));
            var kind = default(DayKind);
            if (day.Kind is null || !Kinds.TryGetValue(day.Kind, out kind))
                faults.Add(new Fault($"{at}.kind", Language.Of($"Dòng {index + 1}: loại ngày phải là holiday, swapped-off hoặc swapped-working.", $"Row {index + 1}: the kind must be holiday, swapped-off or swapped-working.")));
            Require($"{at}.nameVi", day.NameVi, MaxName, index);
            Require($"{at}.nameEn", day.NameEn, MaxName, index);
            Require($"{at}.source", day.Source, MaxSource, index);
            // A day that is only half right is still checked against the others, as far as it goes.
            if (date != default)
                rows.Add((index, new CalendarDay(date, day.NameVi?.Trim() ?? "", day.NameEn?.Trim() ?? "", Kinds.ContainsKey(day.Kind ?? "") ? kind : DayKind.Holiday, day.Source?.Trim() ?? "", day.Confirmed)));
        }

        var result = CalendarDocuments.Ordered(new CalendarYear(year, Published, [.. rows.Select(row => row.Day)],
            string.IsNullOrWhiteSpace(Note) ? null : Note.Trim()));
        try
        {
            _ = new LegalCalendar([result]);
        }
        catch (LawDocumentException unfit)
        {
            faults.AddRange(unfit.Errors.Select(error => Located(error, rows)));
        }

        return faults.Count == 0 ? result : throw Refused(faults);

        void Require(string field, string? value, int atMost, int? row = null)
        {
            var where = row is { } index ? Language.Of($"Dòng {index + 1}: ", $"Row {index + 1}: ") : "";
            if (string.IsNullOrWhiteSpace(value)) faults.Add(new Fault(field, where + Missing));
            else if (value.Length > atMost) faults.Add(new Fault(field, where + TooLong));
        }
    }

    private static string Missing => Language.Of("Mục này là bắt buộc.", "This is required.");
    private static string TooLong => Language.Of("Nội dung quá dài.", "This is too long.");

    private static RuleViolation Refused(IReadOnlyList<Fault> faults) => new("calendar.faulty", null, 422, new Dictionary<string, object?>
    {
        ["faults"] = faults.Select(fault => fault.Text).ToList(),
        ["errors"] = faults.GroupBy(fault => fault.Field).ToDictionary(group => group.Key, group => group.Select(fault => fault.Text).ToArray()),
    });

    /// <summary>The clock names the day it minds; the field is the last row with that day. Its sentences are English.</summary>
    private static Fault Located(string error, List<(int Index, CalendarDay Day)> rows)
    {
        var match = OfTheClock().Match(error);
        var on = match.Groups["day"].Success ? DateOnly.ParseExact(match.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture) : default;
        var row = rows.FindLastIndex(row => row.Day.Date == on);
        var text = match.Groups["what"].Value switch
        {
            _ when Language.Current == "en" => error,
            "outside" => "Năm nằm ngoài khoảng lịch biết được.",
            "times" => $"Ngày {on:dd/MM/yyyy} được nêu {match.Groups["count"].Value} lần.",
            "another" => $"Ngày {on:dd/MM/yyyy} thuộc năm khác.",
            "ordinary" => $"Ngày {on:dd/MM/yyyy} là ngày thường, không cần nêu.",
            "worked" => $"Ngày {on:dd/MM/yyyy} là ngày làm bù nhưng không phải ngày nghỉ hằng tuần.",
            "swapped" => $"Ngày {on:dd/MM/yyyy} là ngày nghỉ hoán đổi nhưng vốn đã là ngày nghỉ hằng tuần.",
            _ => error,
        };
        return new Fault(row < 0 ? "days" : $"days[{rows[row].Index}].date", text);
    }

    [GeneratedRegex(@"^Calendar \d+: (?:(?<day>\d{4}-\d\d-\d\d) is )?(?:(?<what>outside)|given (?<count>\d+) (?<what>times)|in (?<what>another)|an (?<what>ordinary)|(?<what>worked)|(?<what>swapped))")]
    private static partial Regex OfTheClock();
}
