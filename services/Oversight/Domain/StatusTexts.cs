using Shared.Hosting;

namespace Oversight.Domain;

/// <summary>The words for where a submission stands.</summary>
internal static class StatusTexts
{
    public static string Of(string status) => status switch
    {
        "registered" => Language.Of("Đang phân loại, xác định thẩm quyền", "Being classified and routed"),
        "transferred" => Language.Of("Đã chuyển, chờ cơ quan nhận", "Transferred, to be taken up"),
        "with-outside-body" => Language.Of("Đã chuyển ra ngoài, chờ trả lời", "With an outside body, awaiting its answer"),
        "in-resolution" => Language.Of("Đang giải quyết", "Being resolved"),
        "closed" => Language.Of("Đã kết thúc giải quyết", "Closed"),
        "concluded" => Language.Of("Đã kết thúc xử lý đơn", "Processing ended"),
        _ => status,
    };
}
