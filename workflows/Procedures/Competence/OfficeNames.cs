namespace Procedures.Competence;

/// <summary>What the offices and provincial departments are called in Vietnamese, and by which words they are recognised.</summary>
internal static class OfficeNames
{
    /// <summary>Provincial departments (Sở): code, full name, other names in use.</summary>
    public static readonly (string Code, string Name, string[] Also)[] Departments =
    [
        ("science-technology", "Khoa học và Công nghệ", ["khoa hoc cong nghe", "kh&cn", "khcn", "kh va cn", "thong tin va truyen thong"]),
        ("education", "Giáo dục và Đào tạo", ["giao duc", "gd&dt", "gddt", "gd va dt"]),
        ("health", "Y tế", []),
        ("agriculture-environment", "Nông nghiệp và Môi trường", ["nn&mt", "nong nghiep", "tai nguyen va moi truong", "tn&mt", "tnmt"]),
        ("construction", "Xây dựng", ["giao thong van tai"]),
        ("home-affairs", "Nội vụ", ["lao dong thuong binh va xa hoi"]),
        ("finance", "Tài chính", ["ke hoach va dau tu"]),
        ("industry-trade", "Công Thương", []),
        ("culture", "Văn hóa, Thể thao và Du lịch", ["van hoa the thao", "van hoa"]),
        ("justice", "Tư pháp", []),
        ("ethnic-religion", "Dân tộc và Tôn giáo", ["dan toc"]),
        ("foreign-affairs", "Ngoại vụ", []),
        ("tourism", "Du lịch", []),
    ];

    /// <summary>Ministries a rule may name; the others are "the ministry of the field".</summary>
    public static readonly (string Code, string Name)[] Ministries =
    [
        ("home-affairs", "Nội vụ"),
        ("science-technology", "Khoa học và Công nghệ"),
        ("education", "Giáo dục và Đào tạo"),
        ("health", "Y tế"),
        ("agriculture-environment", "Nông nghiệp và Môi trường"),
        ("construction", "Xây dựng"),
        ("finance", "Tài chính"),
        ("industry-trade", "Công Thương"),
        ("justice", "Tư pháp"),
        ("public-security", "Công an"),
    ];

    /// <summary>
    /// Offices whose name is fixed but for a territory: code, name, and the folded openings by which it is recognised. Longer
    /// openings are tried first, so "phó chủ tịch" is never read as "chủ tịch".
    /// </summary>
    public static readonly (string Code, string Name, string[] Openings)[] Fixed =
    [
        ("commune-chairperson", "Chủ tịch UBND", []),
        ("commune-vice-chairperson", "Phó Chủ tịch UBND", []),
        ("district-chairperson", "Chủ tịch UBND huyện", []),
        ("provincial-chairperson", "Chủ tịch UBND tỉnh", []),
        ("provincial-vice-chairperson", "Phó Chủ tịch UBND tỉnh", []),
        ("department-director", "Giám đốc Sở", []),
        ("department-deputy-director", "Phó Giám đốc Sở", []),
        ("department-unit-head", "Trưởng đơn vị thuộc Sở",
            ["truong don vi thuoc so", "truong phong thuoc so", "thu truong don vi thuoc so"]),
        ("minister", "Bộ trưởng", []),
        ("prime-minister", "Thủ tướng Chính phủ", ["thu tuong"]),
        ("public-school-head", "Hiệu trưởng", ["hieu truong"]),
        ("public-unit-head", "Người đứng đầu đơn vị sự nghiệp công lập",
            ["nguoi dung dau don vi su nghiep", "giam doc trung tam", "giam doc benh vien"]),
        ("admin-regulation-receiver", "Văn phòng UBND tỉnh (đơn vị tiếp nhận phản ánh, kiến nghị về quy định hành chính)",
            ["van phong ubnd tinh", "van phong uy ban nhan dan tinh", "don vi tiep nhan phan anh kien nghi ve quy dinh hanh chinh"]),
        ("court", "Tòa án nhân dân có thẩm quyền", ["toa an"]),
        ("procuracy", "Viện trưởng Viện kiểm sát nhân dân có thẩm quyền", ["vien truong vien kiem sat", "vien kiem sat"]),
        ("enforcement-agency-head", "Thủ trưởng cơ quan thi hành án dân sự",
            ["thu truong co quan thi hanh an", "co quan thi hanh an", "chi cuc truong chi cuc thi hanh an"]),
        ("investigation-body", "Cơ quan điều tra", ["co quan dieu tra"]),
        ("provincial-police-director", "Giám đốc Công an tỉnh", ["giam doc cong an tinh", "cong an tinh"]),
    ];

    public static string NameOfDepartment(string? code) =>
        Departments.FirstOrDefault(d => d.Code == code).Name ?? code ?? "";

    public static string? NameOfMinistry(string? code) =>
        Ministries.FirstOrDefault(m => m.Code == code).Name;
}
