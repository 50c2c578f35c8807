using Clock;
using Shared.Deadlines;

namespace Engine.Execution;

/// <summary>The sentences of a case's history.</summary>
internal static class HistoryTexts
{
    public static BilingualText TaskOpened(BilingualText name) => new($"Mở công việc “{name.Vi}”", $"Task opened: {name.En}");

    public static BilingualText TaskCompleted(OfficerTask task)
    {
        var outcome = task.Outcomes.Single(known => known.Name == task.Outcome);
        return new($"Hoàn thành “{task.NameVi}”: {outcome.LabelVi}", $"Task completed: {task.NameEn} – {outcome.LabelEn}");
    }

    public static BilingualText TaskClaimed(OfficerTask task) => new($"Nhận việc “{task.NameVi}”", $"Task taken: {task.NameEn}");

    public static BilingualText TaskReleased(OfficerTask task) => new($"Trả lại việc “{task.NameVi}”", $"Task given back: {task.NameEn}");

    public static BilingualText TaskProposed(OfficerTask task, Person? candidate) => candidate is null
        ? new($"Thôi đề xuất người làm “{task.NameVi}”", $"Nobody is proposed any more: {task.NameEn}")
        : new($"Đề xuất {Of(candidate)} làm “{task.NameVi}”", $"{Of(candidate)} is proposed: {task.NameEn}");

    public static BilingualText TaskHandedOver(OfficerTask task, Person? from, Person to, Person? insteadOf)
    {
        var (steadVi, steadEn) = insteadOf is null ? ("", "") : ($" (thay {Of(insteadOf)})", $" (in the stead of {Of(insteadOf)})");
        return from is null
            ? new($"Giao “{task.NameVi}” cho {Of(to)}{steadVi}", $"Task handed to {Of(to)}{steadEn}: {task.NameEn}")
            : new($"Chuyển “{task.NameVi}” từ {Of(from)} sang {Of(to)}{steadVi}", $"Task handed from {Of(from)} to {Of(to)}{steadEn}: {task.NameEn}");
    }

    public static BilingualText TaskEscalated(OfficerTask task, EscalationStep step, DateOnly? untakenSince, DateOnly today) => step switch
    {
        EscalationStep.Untaken => new(
            $"Báo người đứng đầu: chưa ai nhận “{task.NameVi}” từ {untakenSince:dd/MM/yyyy}",
            $"Brought before the head, untaken since {untakenSince:yyyy-MM-dd}: {task.NameEn}"),
        _ when task.DueOn < today => new(
            $"Báo người đứng đầu: “{task.NameVi}” đã quá hạn {task.DueOn:dd/MM/yyyy}",
            $"Brought before the head, was due on {task.DueOn:yyyy-MM-dd}: {task.NameEn}"),
        _ => new(
            $"Báo người đứng đầu: “{task.NameVi}” sắp đến hạn {task.DueOn:dd/MM/yyyy}",
            $"Brought before the head, due on {task.DueOn:yyyy-MM-dd}: {task.NameEn}"),
    };

    public static BilingualText TaskCancelled(OfficerTask task) =>
        new($"Hủy công việc “{task.NameVi}”", $"Task cancelled: {task.NameEn}");

    public static BilingualText EventTaken(BilingualText name) => new($"Ghi nhận: {name.Vi}", $"Recorded: {name.En}");

    public static BilingualText DeadlineStarted(DeadlineRow row) =>
        new($"Bắt đầu thời hạn “{row.NameVi}”, đến {row.DueOn:dd/MM/yyyy}", $"Time limit started: {row.NameEn}, until {row.DueOn:yyyy-MM-dd}");

    public static BilingualText DeadlineExtended(DeadlineRow row) =>
        new($"Kéo dài thời hạn “{row.NameVi}” đến {row.DueOn:dd/MM/yyyy}", $"Time limit extended: {row.NameEn}, until {row.DueOn:yyyy-MM-dd}");

    public static BilingualText DeadlineSuspended(DeadlineRow row) =>
        new($"Tạm dừng thời hạn “{row.NameVi}”", $"Time limit suspended: {row.NameEn}");

    public static BilingualText DeadlineResumed(DeadlineRow row) =>
        new($"Tiếp tục thời hạn “{row.NameVi}”, đến {row.DueOn:dd/MM/yyyy}", $"Time limit resumed: {row.NameEn}, until {row.DueOn:yyyy-MM-dd}");

    public static BilingualText Transferred(string to) => new($"Chuyển đơn đến {to}", $"Transferred to {to}");

    public static BilingualText Published(BilingualText title, DateOnly on, DateOnly? until) => until is { } last
        ? new($"Công khai {title.Vi} từ {on:dd/MM/yyyy}, ít nhất đến {last:dd/MM/yyyy}", $"Published: {title.En}, from {on:yyyy-MM-dd}, at least until {last:yyyy-MM-dd}")
        : new($"Công khai {title.Vi} ngày {on:dd/MM/yyyy}", $"Published: {title.En}, on {on:yyyy-MM-dd}");

    public static BilingualText ProcedureStarted(BilingualText name) => new($"Bắt đầu quy trình “{name.Vi}”", $"Procedure started: {name.En}");

    public static BilingualText DeadlineStopped(DeadlineRow row) => row.State switch
    {
        DeadlineState.Met => new($"Hoàn thành đúng thời hạn “{row.NameVi}”", $"Done in time: {row.NameEn}"),
        DeadlineState.Late => new($"Hoàn thành quá thời hạn “{row.NameVi}”", $"Done after the time limit: {row.NameEn}"),
        DeadlineState.Elapsed => new($"Hết thời hạn “{row.NameVi}”", $"Period over: {row.NameEn}"),
        _ => new($"Hủy thời hạn “{row.NameVi}”", $"Time limit fell away: {row.NameEn}"),
    };

    public static BilingualText DocumentIssued(IssuedDocument document) =>
        new($"Ban hành {document.TitleVi} số {document.Number}", $"Issued: {document.TitleEn}, no. {document.Number}");

    public static BilingualText Notified(BilingualText text) => new($"Thông báo: {text.Vi}", $"Notified: {text.En}");

    public static BilingualText Closed(string outcome) => new($"Kết thúc vụ việc ({outcome})", $"Case closed ({outcome})");

    public static BilingualText Moved(DateOnly from, DateOnly to) => new(
        $"Chuyển vụ việc từ phiên bản quy trình {from:dd/MM/yyyy} sang phiên bản {to:dd/MM/yyyy}",
        $"Moved from the procedure's version of {from:yyyy-MM-dd} to that of {to:yyyy-MM-dd}");

    public static BilingualText BranchDropped(BilingualText name) => new($"Không chờ nữa: {name.Vi}", $"No longer awaited: {name.En}");

    public static BilingualText RunAgain { get; } = new("Chạy lại sau sự cố", "Run again after the incident");

    public static BilingualText ContinuedByHand(BilingualText step, string outcome) => new(
        $"Tiếp tục thủ công: coi bước “{step.Vi}” có kết quả “{outcome}”, không chạy lại bước đó",
        $"Continued by hand: “{step.En}” is taken to have ended with “{outcome}” and is not run again");

    /// <summary>As much of a text as its column holds.</summary>
    public static string Fit(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    private static string Of(Person person) => person.Name ?? person.Id;

    public static BilingualText Incident { get; } = new("Quy trình gặp sự cố, cần người xử lý", "The procedure failed and needs a person");
}
