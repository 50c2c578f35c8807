using Procedures.Competence;
using Xunit;

namespace Unit.CompetenceTests;

public sealed class OfficeTests
{
    [Theory]
    [InlineData("Chủ tịch UBND xã Gò Mây", "commune-chairperson", "xã Gò Mây", null)]
    [InlineData("Chủ tịch UBND phường Đồi Cọ", "commune-chairperson", "phường Đồi Cọ", null)]
    [InlineData("Phó Chủ tịch UBND xã Đồng Vải", "commune-vice-chairperson", "xã Đồng Vải", null)]
    [InlineData("Chủ tịch UBND tỉnh", "provincial-chairperson", null, null)]
    [InlineData("Chủ tịch UBND tỉnh Phú Thọ", "provincial-chairperson", "tỉnh Phú Thọ", null)]
    [InlineData("Giám đốc Sở Khoa học và Công nghệ", "department-director", null, "science-technology")]
    [InlineData("Phó Giám đốc Sở Y tế", "department-deputy-director", null, "health")]
    [InlineData("Giám đốc Sở Nông nghiệp và Môi trường", "department-director", null, "agriculture-environment")]
    [InlineData("Bộ trưởng Bộ Nội vụ", "minister", null, "home-affairs")]
    [InlineData("Bộ trưởng quản lý ngành, lĩnh vực", "minister", null, null)]
    [InlineData("Thủ tướng Chính phủ", "prime-minister", null, null)]
    [InlineData("Hiệu trưởng", "public-school-head", null, null)]
    [InlineData("Cơ quan điều tra", "investigation-body", null, null)]
    [InlineData("Thủ trưởng cơ quan thi hành án dân sự", "enforcement-agency-head", null, null)]
    public void Parse_ProperName_RoundTrips(string name, string code, string? territory, string? department)
    {
        var office = Office.Parse(name);

        Assert.Equal(new Office(code, territory, department), office);
        Assert.Equal(name, office!.Name);
        Assert.Equal(office, Office.Parse(office.Name));
    }

    [Theory]
    [InlineData("UBND xã Gò Mây", "Chủ tịch UBND xã Gò Mây")]
    [InlineData("chu tich ubnd xa go may", "Chủ tịch UBND xã Gò Mây")]
    [InlineData("CHỦ TỊCH UBND XÃ GÒ MÂY", "Chủ tịch UBND xã Gò Mây")]
    [InlineData("Chủ tịch Ủy ban nhân dân xã Gò Mây", "Chủ tịch UBND xã Gò Mây")]
    [InlineData("Chủ tịch xã Gò Mây", "Chủ tịch UBND xã Gò Mây")]
    [InlineData("UBND xã Gò Mây (trường công lập thuộc xã)", "Chủ tịch UBND xã Gò Mây")]
    [InlineData("Chủ tịch UBND tỉnh Phú Thọ", "Chủ tịch UBND tỉnh")]
    [InlineData("Giám đốc Sở KH&CN", "Giám đốc Sở Khoa học và Công nghệ")]
    [InlineData("Sở Khoa học và Công nghệ tỉnh Phú Thọ", "Giám đốc Sở Khoa học và Công nghệ")]
    [InlineData("giam doc so khoa hoc va cong nghe", "Giám đốc Sở Khoa học và Công nghệ")]
    public void IsSameAs_SameOfficeTypedDifferently_IsTheSame(string typed, string name) =>
        Assert.True(Office.Parse(typed)!.IsSameAs(Office.Parse(name)));

    [Theory]
    [InlineData("Chủ tịch UBND xã Gò Mây", "Chủ tịch UBND xã Bến Cau")]
    [InlineData("Chủ tịch UBND xã Gò Mây", "Chủ tịch UBND phường Gò Mây")]
    [InlineData("Chủ tịch UBND xã Gò Mây", "Phó Chủ tịch UBND xã Gò Mây")]
    [InlineData("Chủ tịch UBND xã Gò Mây", "Chủ tịch UBND tỉnh")]
    [InlineData("Giám đốc Sở Y tế", "Giám đốc Sở Xây dựng")]
    [InlineData("Giám đốc Sở Y tế", "Phó Giám đốc Sở Y tế")]
    public void IsSameAs_OtherOffice_IsNotTheSame(string one, string other) =>
        Assert.False(Office.Parse(one)!.IsSameAs(Office.Parse(other)));

    [Fact]
    public void Parse_DecomposedName_IsReadLikeComposed() =>
        Assert.Equal(
            Office.Parse("Chủ tịch UBND xã Gò Mây"),
            Office.Parse("Chủ tịch UBND xã Gò Mây".Normalize(System.Text.NormalizationForm.FormD)));

    [Theory]
    [InlineData("")]
    [InlineData("không xác định")]
    [InlineData("cửa hàng tạp hóa")]
    [InlineData("xã Gò Mây")]
    public void Parse_NoOffice_IsNull(string text) => Assert.Null(Office.Parse(text));
}
