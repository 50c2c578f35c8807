using Clock;
using Shared.Hosting;

namespace Intake.Domain;

/// <summary>What is shown of a step.</summary>
internal sealed record StepView(DateTimeOffset At, string Text)
{
    public static StepView Of(TrackingStep step) => new(step.At, Language.Of(step.TextVi, step.TextEn));
}

/// <summary>What is shown of a deadline: when, why, where it stands, and its receipt.</summary>
internal sealed record DeadlineView(
    string Code, string Name, DateOnly StartsOn, DateOnly DueOn, string State, bool IsDuty, string LegalBasis, bool Confirmed,
    string Explanation, Receipt Receipt)
{
    public static DeadlineView Of(TrackedDeadline deadline)
    {
        var receipt = Receipt.FromJson(deadline.Receipt);
        return new DeadlineView(deadline.Limit, Language.Of(deadline.NameVi, deadline.NameEn), deadline.StartsOn, deadline.DueOn,
            deadline.State, deadline.IsDuty, deadline.LegalBasis, deadline.Confirmed, receipt.Sentence(Language.Current), receipt);
    }
}

/// <summary>What is shown of a document.</summary>
internal sealed record DocumentView(string Form, string Title, string Number, DateOnly IssuedOn)
{
    public static DocumentView Of(TrackedDocument document) =>
        new(document.Form, Language.Of(document.TitleVi, document.TitleEn), document.Number, document.IssuedOn);
}

/// <summary>The words for where a submission stands.</summary>
internal static class StatusTexts
{
    public static string Of(SubmissionStatus status) => status switch
    {
        SubmissionStatus.AwaitingRouting => Language.Of("Đang phân loại, xác định thẩm quyền", "Being classified and routed"),
        SubmissionStatus.Transferred => Language.Of("Đã chuyển đến cơ quan có thẩm quyền", "Transferred to the competent body"),
        SubmissionStatus.WithOutsideBody => Language.Of("Đã chuyển đơn, đang chờ trả lời", "Transferred, awaiting the answer"),
        SubmissionStatus.InResolution => Language.Of("Đang giải quyết", "Being resolved"),
        SubmissionStatus.Closed => Language.Of("Đã kết thúc giải quyết", "Resolution ended"),
        _ => Language.Of("Đã kết thúc xử lý đơn", "Processing ended"),
    };
}
