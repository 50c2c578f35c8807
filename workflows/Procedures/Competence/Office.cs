using System.Text;
using System.Text.RegularExpressions;

namespace Procedures.Competence;

/// <summary>
/// A body or office that may be competent: its code, and the territory or department it belongs to. Two names of the same
/// office are equal under <see cref="IsSameAs"/>, however they were typed.
/// </summary>
/// <param name="Code">Stable code, e.g. <c>commune-chairperson</c>, <c>department-director</c>.</param>
/// <param name="Territory">Commune, ward or province with its level, e.g. "xã Gò Mây".</param>
/// <param name="Department">Code of the provincial department or ministry, e.g. <c>science-technology</c>.</param>
public sealed partial record Office(string Code, string? Territory = null, string? Department = null)
{
    // Read on folded text. "xã Gò Mây" alone is a place, not an office: a chair or a committee must be named.
    [GeneratedRegex("^((?<deputy>pho )?chu tich( ubnd| uy ban nhan dan| uy ban)?|ubnd|uy ban nhan dan|uy ban) (?<level>xa|phuong|thi tran|"
        + "dac khu|huyen|quan|thi xa|tinh|thanh pho)\\b")]
    private static partial Regex Chair();

    // Read on the text as written, to keep the name's marks and capitals.
    [GeneratedRegex("\\b(thị xã|xã|phường|thị trấn|đặc khu|tỉnh|thành phố|huyện|quận|thi xa|xa|phuong|thi tran|dac khu|tinh|thanh pho|huyen|quan) .+$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Place();

    [GeneratedRegex("\\bso (?<name>.+)$")]
    private static partial Regex DepartmentName();

    /// <summary>The office's name in Vietnamese, as it stands on a letter.</summary>
    public string Name => Code switch
    {
        "commune-chairperson" => $"Chủ tịch UBND {Territory ?? "cấp xã"}",
        "commune-vice-chairperson" => $"Phó Chủ tịch UBND {Territory ?? "cấp xã"}",
        "district-chairperson" => Territory is null ? "Chủ tịch UBND cấp huyện" : $"Chủ tịch UBND {Territory}",
        "provincial-chairperson" => $"Chủ tịch UBND {Territory ?? "tỉnh"}",
        "provincial-vice-chairperson" => $"Phó Chủ tịch UBND {Territory ?? "tỉnh"}",
        "department-director" => $"Giám đốc Sở {OfficeNames.NameOfDepartment(Department)}".TrimEnd(),
        "department-deputy-director" => $"Phó Giám đốc Sở {OfficeNames.NameOfDepartment(Department)}".TrimEnd(),
        "department-unit-head" => $"Trưởng đơn vị thuộc Sở {OfficeNames.NameOfDepartment(Department)}".TrimEnd(),
        "minister" => OfficeNames.NameOfMinistry(Department) is { } ministry
            ? $"Bộ trưởng Bộ {ministry}"
            : "Bộ trưởng quản lý ngành, lĩnh vực",
        "public-school-head" => Territory is null ? "Hiệu trưởng" : $"Hiệu trưởng trường tại {Territory}",
        _ => OfficeNames.Fixed.FirstOrDefault(o => o.Code == Code).Name ?? Code,
    };

    /// <summary>Reads the name of an office as typed by a clerk or printed on a label; null when it names none that is known.</summary>
    public static Office? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        // What stands in brackets explains the name and is no part of it.
        var written = WithoutBrackets(text.Normalize(NormalizationForm.FormC)).Trim();
        var folded = Folded.Of(written);

        var known = OfficeNames.Fixed
            .SelectMany(o => o.Openings.Select(opening => (o.Code, Opening: opening)))
            .OrderByDescending(o => o.Opening.Length)
            .FirstOrDefault(o => folded.StartsWith(o.Opening, StringComparison.Ordinal));
        if (known.Code is "public-school-head")
            return new Office(known.Code, AfterAt(written));
        if (known.Code is "department-unit-head")
            return new Office(known.Code, Department: DepartmentIn(folded));
        if (known.Code is not null)
            return new Office(known.Code);

        if (folded.StartsWith("bo truong", StringComparison.Ordinal))
            return new Office("minister", Department: MinistryIn(folded));
        if (folded.StartsWith("pho giam doc so", StringComparison.Ordinal))
            return new Office("department-deputy-director", Department: DepartmentIn(folded));
        if (folded.StartsWith("giam doc so", StringComparison.Ordinal) || folded.StartsWith("so ", StringComparison.Ordinal))
            return new Office("department-director", Department: DepartmentIn(folded));
        return ParseChair(written, folded);
    }

    /// <summary>
    /// Whether both are the same office. The province's own name may be left out, since a directory serves one province; a
    /// commune or department may not.
    /// </summary>
    public bool IsSameAs(Office? other) =>
        other is not null
        && Code == other.Code
        && SamePlace(other)
        && (Department ?? "") == (other.Department ?? "");

    /// <inheritdoc />
    public override string ToString() => Name;

    private bool SamePlace(Office other)
    {
        if (Code is not ("commune-chairperson" or "commune-vice-chairperson" or "district-chairperson"))
            return Territory is null || other.Territory is null || Folded.Of(Territory) == Folded.Of(other.Territory);
        return Folded.Of(Territory ?? "") == Folded.Of(other.Territory ?? "");
    }

    private static Office? ParseChair(string written, string folded)
    {
        if (Chair().Match(folded) is not { Success: true } match)
            return null;
        var isDeputy = match.Groups["deputy"].Success;
        var code = match.Groups["level"].Value switch
        {
            "tinh" or "thanh pho" => isDeputy ? "provincial-vice-chairperson" : "provincial-chairperson",
            "huyen" or "quan" or "thi xa" => "district-chairperson",
            _ => isDeputy ? "commune-vice-chairperson" : "commune-chairperson",
        };
        return new Office(code, PlaceIn(written));
    }

    private static string? PlaceIn(string written)
    {
        if (Place().Match(written) is not { Success: true } place)
            return null;
        var name = place.Value.Split(',', ';')[0].Trim();
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return name[..space].ToLowerInvariant() + name[space..];
    }

    private static string? AfterAt(string written)
    {
        var at = written.IndexOf(" tại ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : PlaceIn(written[at..]);
    }

    private static string? DepartmentIn(string folded)
    {
        var name = DepartmentName().Match(folded).Groups["name"].Value;
        return OfficeNames.Departments
            .SelectMany(d => d.Also.Append(Folded.Of(d.Name)).Select(known => (d.Code, Name: known)))
            .OrderByDescending(d => d.Name.Length)
            .FirstOrDefault(d => name.StartsWith(d.Name, StringComparison.Ordinal))
            .Code;
    }

    private static string? MinistryIn(string folded) =>
        OfficeNames.Ministries.FirstOrDefault(m => folded.EndsWith(Folded.Of(m.Name), StringComparison.Ordinal)).Code;

    private static string WithoutBrackets(string text)
    {
        var at = text.IndexOf('(', StringComparison.Ordinal);
        return at < 0 ? text : text[..at];
    }
}
