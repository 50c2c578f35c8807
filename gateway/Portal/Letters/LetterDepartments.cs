using Portal.Clients;

namespace Portal.Letters;

/// <summary>The departments one may choose from, as choices.</summary>
internal static class LetterDepartments
{
    public static IReadOnlyList<Choice> Choices(IEnumerable<DepartmentEntry> departments) =>
        [.. departments.Select(department => new Choice(department.Code,
            string.IsNullOrWhiteSpace(department.Territory) || department.Name.Contains(department.Territory, StringComparison.OrdinalIgnoreCase)
                ? department.Name
                : $"{department.Name} ({department.Territory})"))];
}
