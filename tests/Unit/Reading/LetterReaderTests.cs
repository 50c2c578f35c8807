using System.Text;
using Intake.Domain.Reading;
using Xunit;

namespace Unit.ReadingTests;

public sealed class LetterReaderTests
{
    private const string Complaint =
        "Tôi khiếu nại Quyết định số 5 của Chủ tịch UBND xã về thu hồi đất. Đề nghị hủy quyết định.";

    [Fact]
    public void Read_Complaint_TellsKindOfficeTerritoryAndField()
    {
        var facts = LetterReader.Read(Letter(Complaint, against: "Chủ tịch UBND xã Suối Mơ"));

        Assert.Equal("complaint", facts[FactNames.KindStrongest]);
        Assert.Equal("commune-chairperson", facts[FactNames.RespondentOffice]);
        Assert.Equal("xã Suối Mơ", facts[FactNames.RespondentTerritory]);
        Assert.Equal("land", facts[FactNames.Field]);
        Assert.Equal("commune-chairperson", facts[FactNames.DecisionIssuedBy]);
        Assert.False(facts.Is(FactNames.DecisionIssuerDiffers));
    }

    [Theory]
    [InlineData(NormalizationForm.FormC)]
    [InlineData(NormalizationForm.FormD)]
    public void Read_ComposedOrDecomposed_GivesTheSameFacts(NormalizationForm form)
    {
        var facts = LetterReader.Read(Letter(Complaint.Normalize(form), against: "Chủ tịch UBND xã Suối Mơ".Normalize(form)));

        Assert.Equal(Facts(LetterReader.Read(Letter(Complaint, against: "Chủ tịch UBND xã Suối Mơ"))), Facts(facts));
    }

    [Fact]
    public void Read_AllCapitals_GivesTheSameFacts() =>
        Assert.Equal(
            Facts(LetterReader.Read(Letter(Complaint, against: "Chủ tịch UBND xã Suối Mơ"))),
            Facts(LetterReader.Read(Letter(Complaint.ToUpperInvariant(), against: "CHỦ TỊCH UBND XÃ SUỐI MƠ"))));

    [Fact]
    public void Read_NoToneMarks_StillTellsKindAndOffice()
    {
        var facts = LetterReader.Read(Letter(WithoutMarks(Complaint), against: "Chu tich UBND xa Suoi Mo"));

        Assert.Equal("complaint", facts[FactNames.KindStrongest]);
        Assert.Equal("commune-chairperson", facts[FactNames.RespondentOffice]);
        Assert.Equal("xã Suối Mơ", facts[FactNames.RespondentTerritory]);
        Assert.Equal("land", facts[FactNames.Field]);
    }

    [Theory]
    [InlineData("hoà", "hòa")]
    [InlineData("thuỷ", "thủy")]
    [InlineData("toà", "tòa")]
    [InlineData("kỹ", "kĩ")]
    [InlineData("UỶ", "ủy")]
    public void ToWord_OldAndNewSpelling_IsTheSameWord(string old, string now) =>
        Assert.Equal(VietnameseText.ToWord(now.Normalize()).Key, VietnameseText.ToWord(old.Normalize()).Key);

    [Fact]
    public void Fold_MarksAndCase_AreGone() => Assert.Equal("don khieu nai dat dai", VietnameseText.Fold("ĐƠN khiếu nại, đất đai!"));

    [Fact]
    public void FindIn_OtherToneInMarkedText_IsAnotherWord()
    {
        var text = VietnameseText.Of("Ông ấy bán ăn ở đầu chợ, bàn ăn kê sát đường.");

        Assert.Null(new Phrase("bản án").FindIn(text));
        Assert.NotNull(new Phrase("bàn ăn").FindIn(text));
    }

    [Fact]
    public void FindIn_OneShortWordInUnmarkedText_IsNotTaken() =>
        Assert.Null(new Phrase("cân").FindIn(VietnameseText.Of("toi can gap can bo lam can cuoc")));

    [Theory]
    [InlineData("Tôi khiếu lại quyết định phạt của xã.")]
    [InlineData("Tôi kiếu nại quyết đinh phạt của xã.")]
    [InlineData("Tôi khieu nai quyết định phạt của xã.")]
    public void Read_CommonMisspelling_IsUnderstood(string content) =>
        Assert.Equal("complaint", LetterReader.Read(Letter(content, subject: "Đơn"))[FactNames.KindStrongest]);

    [Fact]
    public void Read_KindDenied_DoesNotCount()
    {
        var facts = LetterReader.Read(Letter("Tôi không khiếu nại ai, tôi chỉ phản ánh việc đèn đường hỏng.", subject: "Đèn đường"));

        Assert.Equal("feedback", facts[FactNames.KindStrongest]);
        Assert.Equal("0", facts[FactNames.KindComplaint]);
    }

    [Theory]
    [InlineData("ông A, Chủ tịch UBND xã Suối Mơ", "commune-chairperson")]
    [InlineData("bà B, Phó Chủ tịch UBND xã Suối Mơ", "commune-vice-chairperson")]
    [InlineData("Trưởng phòng Kinh tế xã Suối Mơ", "commune-unit-head")]
    [InlineData("Trưởng phòng Văn hóa - Xã hội phường Suối Mơ", "commune-unit-head")]
    [InlineData("công chức địa chính xã Suối Mơ", "commune-official")]
    [InlineData("UBND xã Suối Mơ", "commune-chairperson")]
    [InlineData("Chủ tịch UBND tỉnh", "provincial-chairperson")]
    [InlineData("Phó Chủ tịch UBND tỉnh", "provincial-vice-chairperson")]
    [InlineData("Giám đốc Sở Y tế", "department-director")]
    [InlineData("Phó Giám đốc Sở Y tế", "department-deputy-director")]
    [InlineData("Trưởng phòng thuộc Sở Y tế", "department-unit-head")]
    [InlineData("chuyên viên Sở Y tế", "department-official")]
    [InlineData("Sở Y tế", "department-director")]
    [InlineData("pho giam doc so y te", "department-deputy-director")]
    [InlineData("Hiệu trưởng Trường THPT số 1", "public-school-head")]
    [InlineData("Tòa án nhân dân khu vực", "court")]
    [InlineData("Chi cục thi hành án dân sự", "enforcement-agency")]
    [InlineData("UBND huyện cũ", "district-chairperson")]
    [InlineData("cơ sở sản xuất nước mắm", "private")]
    [InlineData("hợp tác xã Bình Minh", "private")]
    [InlineData("hộ ông hàng xóm", "private")]
    [InlineData("một người lạ mặt", "unknown")]
    [InlineData(null, "none")]
    public void Read_Respondent_IsAnOffice(string? against, string office) =>
        Assert.Equal(office, LetterReader.Read(Letter("Nội dung.", against: against))[FactNames.RespondentOffice]);

    [Fact]
    public void Read_DepartmentNotNamed_IsTheHolderAndSaysSo()
    {
        var facts = LetterReader.Read(Letter("Nội dung.", against: "Phó Giám đốc Sở") with { ReceivedBy = "Sở Xây dựng" });

        Assert.Equal("construction", facts[FactNames.RespondentField]);
        Assert.True(facts.Is(FactNames.RespondentAssumed));
    }

    [Theory]
    [InlineData("Ngày 1/9 tôi nhận quyết định giải quyết khiếu nại lần đầu.", FactNames.PriorFirstDecision)]
    [InlineData("Nay tôi khiếu nại lần hai.", FactNames.PriorSecondClaimed)]
    [InlineData("Chủ tịch tỉnh đã có quyết định giải quyết khiếu nại lần hai.", FactNames.PriorSecondDecision)]
    [InlineData("Đã hết thời hạn mà xã chưa giải quyết.", FactNames.PriorFirstExpired)]
    [InlineData("Tôi khiếu nại quyết định kỷ luật khiển trách.", FactNames.Disciplinary)]
    [InlineData("Nhà ở vùng cao, đi lại khó khăn.", FactNames.RemoteArea)]
    [InlineData("Đề nghị giữ bí mật họ tên.", FactNames.ProtectionSought)]
    [InlineData("Họ dùng con dấu giả để lừa đảo chiếm đoạt tài sản.", FactNames.CrimeSigns)]
    [InlineData("Đơn này đồng gửi Thanh tra tỉnh.", FactNames.SentElsewhere)]
    [InlineData("Đơn không có chữ ký.", FactNames.Unsigned)]
    public void Read_Circumstance_IsAFact(string content, string fact)
    {
        Assert.True(LetterReader.Read(Letter(content)).Is(fact));
        Assert.False(LetterReader.Read(Letter("Nội dung khác.")).Is(fact));
    }

    [Fact]
    public void Read_RequestForSecondDecision_IsNotASecondDecision() =>
        Assert.False(LetterReader.Read(Letter("Đề nghị ra quyết định giải quyết khiếu nại lần hai.")).Is(FactNames.PriorSecondDecision));

    [Theory]
    [InlineData("Tôi xin rút toàn bộ đơn tố cáo.", "whole")]
    [InlineData("Tôi rút một phần khiếu nại, phần còn lại giữ nguyên.", "part")]
    [InlineData("Đề nghị rút ngắn thời gian chờ.", "none")]
    public void Read_Withdrawal_IsWholeOrPart(string content, string withdrawal) =>
        Assert.Equal(withdrawal, LetterReader.Read(Letter(content))[FactNames.Withdrawal]);

    [Fact]
    public void Read_SeveralMatters_AreNoticed() =>
        Assert.True(LetterReader.Read(Letter("Tôi xin trình bày mấy việc sau.")).Is(FactNames.SeveralMatters));

    [Fact]
    public void Read_IssuerOtherThanRespondent_IsNoticed() =>
        Assert.True(LetterReader.Read(Letter(Complaint, against: "Giám đốc Sở Y tế")).Is(FactNames.DecisionIssuerDiffers));

    [Fact]
    public void Read_DenouncedOnlyInContent_SaysWhereItWasRead()
    {
        var facts = LetterReader.Read(Letter("Tôi tố cáo ông trưởng phòng thuộc Sở Y tế đã vòi vĩnh."));

        Assert.Equal("department-unit-head", facts[FactNames.RespondentOffice]);
        Assert.Equal("content", facts[FactNames.RespondentSource]);
    }

    [Fact]
    public void Builder_FactOffTheList_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new LetterFacts.Builder().Add("submitter.name", "x"));

    [Theory]
    [InlineData(FactNames.Field, "Nguyễn Văn An")]
    [InlineData(FactNames.RespondentOffice, "chủ tịch")]
    [InlineData(FactNames.Territory, "Nguyễn Văn An")]
    public void Builder_ValueThatIsNoCodeOrTerritory_IsRefused(string fact, string value) =>
        Assert.Throws<ArgumentException>(() => new LetterFacts.Builder().Add(fact, value));

    private static Letter Letter(string content, string subject = "Đơn", string? against = null) => new()
    {
        Subject = subject,
        Content = content,
        Against = against,
        Territory = "xã Suối Mơ",
        ReceivedOn = new DateOnly(2026, 8, 1),
        ReceivedBy = null,
    };

    private static SortedDictionary<string, string> Facts(LetterFacts facts) => new(facts.Values.ToDictionary(), StringComparer.Ordinal);

    private static string WithoutMarks(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD)
            .Where(c => System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark))
            .Replace('đ', 'd').Replace('Đ', 'D');
}
