using System.Text.Json.Serialization;

namespace Shared.Departments;

/// <summary>A public body that runs DonThu: who it is, which office it holds in which territory, what it is competent for.</summary>
/// <param name="Code">Lower-case letters, digits and hyphens; also the end of its queue's name.</param>
/// <param name="Office">The office that decides there, as a code of the competence rules: <c>commune-chairperson</c>, <c>department-director</c>, …</param>
/// <param name="Territory">The territory of the office, for example <c>xã Gò Mây</c>.</param>
/// <param name="Field">For a provincial department: the field it manages, for example <c>science-technology</c>.</param>
/// <param name="CompetentBody">How the law names the deciding office, for example <c>Chủ tịch UBND xã Gò Mây</c>.</param>
/// <param name="Superior">Code of the superior body, when it runs DonThu.</param>
/// <param name="RemoteArea">Whether the territory is remote with difficult travel, which lengthens some limits (Complaints Act art. 28).</param>
/// <param name="Targets">Lengths the department sets itself, by code of the time limit and in its unit, shorter than the law's.</param>
/// <param name="Resolution">Where its own Resolution answers the gateway: absolute addresses, separated by commas; null for the common one.</param>
public sealed record Department(
    string Code,
    LocalName Name,
    string CompetentBody,
    string Office,
    string Territory,
    string? Field = null,
    string? Superior = null,
    bool RemoteArea = false,
    IReadOnlyList<string>? Kinds = null,
    IReadOnlyDictionary<string, int>? Targets = null,
    string? Resolution = null);

/// <summary>A name in Vietnamese and English.</summary>
public sealed record LocalName(string Vi, string En)
{
    [JsonIgnore]
    public string Local => Hosting.Language.Of(Vi, En);
}
