using Intake.Domain.Reading;
using Procedures.Competence;
using Xunit;

namespace Unit.CompetenceTests;

/// <summary>
/// Short letters written after the lexicon, in other words than the sixty: each must end with the right office or with a clerk.
/// </summary>
public sealed class FreshLettersTests
{
    private static readonly CompetenceRules Rules =
        CompetenceRules.Load(Path.Combine(SixtyLetters.RepositoryRoot, "workflows", "Procedures", "Competence"));

    [Theory]
    [InlineData("Về việc cưỡng chế", "Tôi không đồng tình với Quyết định 45 của UBND phường Hạ Lam về cưỡng chế tháo dỡ. Yêu cầu thu hồi quyết định.", "UBND phường Hạ Lam", "Chủ tịch UBND phường Hạ Lam")]
    [InlineData("Đơn khiếu nại", "Tôi khiếu nại văn bản không cấp phép do Phó Chủ tịch ký.", "Phó Chủ tịch UBND phường Hạ Lam", "Chủ tịch UBND phường Hạ Lam")]
    [InlineData("Khiếu nại", "Tôi khiếu nại việc bị phạt nồng độ cồn.", "Trưởng Công an phường Hạ Lam", "Giám đốc Công an tỉnh")]
    [InlineData("Khiếu nại", "Sở Y tế nhận đơn khiếu nại của tôi từ tháng 3, đã quá thời hạn giải quyết mà không trả lời. Nay tôi khiếu nại lên cấp trên.", "Giám đốc Sở Y tế", "Chủ tịch UBND tỉnh")]
    [InlineData("Khiếu nại hàng xóm", "Tôi khiếu nại hàng xóm xây tường sang đất nhà tôi.", "gia đình ông hàng xóm", null)]
    [InlineData("don khieu nai", "toi khieu nai quyet dinh thu hoi giay phep khai thac nuoc cua so nong nghiep va moi truong", "giam doc so nong nghiep va moi truong", "Giám đốc Sở Nông nghiệp và Môi trường")]
    [InlineData("Khiếu nại", "Tôi khiếu nại quyết định phạt vì chở gỗ.", "Chi cục trưởng Chi cục Kiểm lâm", null)]
    [InlineData("Đơn tố cáo", "Bếp ăn bớt khẩu phần của các cháu, tôi tố cáo bà hiệu trưởng ăn chặn.", "Hiệu trưởng Trường Mầm non Hạ Lam", "Chủ tịch UBND phường Hạ Lam")]
    [InlineData("Tố cáo", "Tôi tố cáo ông giám đốc nhận hối lộ của nhà thầu.", "Giám đốc Sở Xây dựng", "Chủ tịch UBND tỉnh")]
    [InlineData("Tố cáo", "Tôi tố cáo ông phó chủ tịch bao che sai phạm.", "Phó Chủ tịch UBND tỉnh", "Thủ tướng Chính phủ")]
    [InlineData("Tố cáo", "Tôi tố cáo bà kế toán đã tham ô quỹ.", "nguyên cán bộ kế toán phường Hạ Lam", "Chủ tịch UBND phường Hạ Lam")]
    [InlineData("Tố cáo", "Tôi tố cáo bà chủ tịch hội khai khống.", "Chủ tịch Hội Phụ nữ phường Hạ Lam", null)]
    [InlineData("Tố cáo", "Tôi tố cáo ông bí thư nhận tiền chạy việc.", "Bí thư Đảng ủy phường Hạ Lam", null)]
    [InlineData("Tố cáo", "Tôi tố cáo kiểm sát viên kéo dài vụ án.", "Kiểm sát viên Viện kiểm sát khu vực", "Viện trưởng Viện kiểm sát nhân dân có thẩm quyền")]
    [InlineData("Loa kẹo kéo", "Đêm nào cũng hát loa ồn tới 12 giờ, ô nhiễm tiếng ồn, đề nghị kiểm tra.", "quán karaoke", "Chủ tịch UBND phường Hạ Lam")]
    [InlineData("Bệnh viện thu tiền", "Tôi phản ánh việc khám bệnh bị thu thêm tiền, không có hóa đơn.", "Bệnh viện đa khoa", "Giám đốc Sở Y tế")]
    [InlineData("Taxi", "Đồng hồ tính tiền taxi chạy nhanh, không thấy tem kiểm định. Đề nghị kiểm tra phương tiện đo.", "hãng taxi", "Giám đốc Sở Khoa học và Công nghệ")]
    [InlineData("Sim rác", "Tôi bị gọi quảng cáo cả ngày, sim rác bán tràn lan. Kiến nghị xử lý nhà mạng.", "nhà mạng", "Giám đốc Sở Khoa học và Công nghệ")]
    [InlineData("Cầu treo", "Kiến nghị sửa cầu hỏng, mặt đường lún.", null, "Giám đốc Sở Xây dựng")]
    [InlineData("Cúp điện", "Xóm tôi mất điện suốt, phản ánh để điện lực sửa.", "điện lực", "Giám đốc Sở Công Thương")]
    [InlineData("Đơn kêu cứu", "Tòa án xử sơ thẩm cho tôi thua, tôi xin giám đốc thẩm bản án.", "Tòa án", "Tòa án nhân dân")]
    [InlineData("Xin tư vấn", "Cho tôi hỏi làm hộ chiếu ở đâu.", null, null)]
    public void Propose_FreshLetter_IsRightOrLeftToAClerk(string subject, string content, string? against, string? office)
    {
        var facts = LetterReader.Read(new Letter
        {
            Subject = subject,
            Content = content,
            Against = against,
            Territory = "phường Hạ Lam",
            ReceivedOn = new DateOnly(2026, 9, 1),
            ReceivedBy = "Ban Tiếp công dân tỉnh Phú Thọ",
        });

        var proposal = Rules.Propose(facts.Values, new DateOnly(2026, 9, 1));

        var right = Office.Parse(office)?.IsSameAs(proposal.CompetentOffice) ?? proposal.CompetentOffice is null;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"FRESH {(right ? "right" : "WRONG")} {(proposal.Sure ? "sure" : "clerk")}: {proposal.Kind}, {proposal.CompetentOffice?.Name ?? "–"}, {proposal.RuleId}");
        Assert.True(right || !proposal.Sure, $"sure of {proposal.CompetentOffice}, should be {office}");
    }
}
