using Shared.Hosting;

namespace Resolution.Domain;

/// <summary>The words for where a case stands.</summary>
internal static class CaseTexts
{
    public static string Of(Case @case) => @case.Status == CaseStatus.Open
        ? Language.Of("Đang giải quyết", "Being resolved")
        : @case.Outcome switch
        {
            "resolved" => Language.Of("Đã giải quyết", "Resolved"),
            "refused" => Language.Of("Không thụ lý", "Refused"),
            "withdrawn" => Language.Of("Đình chỉ do rút đơn", "Ended by withdrawal"),
            "terminated" => Language.Of("Đình chỉ giải quyết", "Terminated"),
            "second-complaint" => Language.Of("Đã khiếu nại lần hai", "Second complaint filed"),
            "handled" => Language.Of("Đã xử lý, trả lời", "Handled and answered"),
            _ => Language.Of("Đã kết thúc", "Closed"),
        };
}
