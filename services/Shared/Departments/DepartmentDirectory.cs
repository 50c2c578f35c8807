using Shared.Hosting;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Shared.Messaging;

namespace Shared.Departments;

/// <summary>Where the directory of departments is, and which of them this process serves.</summary>
public sealed class DepartmentOptions
{
    public const string Section = "DonThu:Departments";

    /// <summary>Folder with one sub-folder per department, each with a <c>department.json</c>. Default: <c>departments</c> beside the program.</summary>
    public string? Directory { get; set; }

    /// <summary>Codes of the departments whose Resolution this process is; empty means all.</summary>
    public IReadOnlyList<string> Served { get; set; } = [];
}

/// <summary>All departments that run DonThu. Read at start; every fault is reported at once.</summary>
public sealed partial class DepartmentDirectory
{
    private readonly Dictionary<string, Department> byCode;

    public DepartmentDirectory(IOptions<DepartmentOptions> options)
    {
        var folder = options.Value.Directory is { Length: > 0 } configured
            ? configured
            : Path.Combine(AppContext.BaseDirectory, "departments");
        var (departments, faults) = Read(folder);
        var territories = ReadTerritories(folder, faults);
        var unknown = options.Value.Served.Where(code => departments.All(department => department.Code != code)).ToList();
        faults.AddRange(unknown.Select(code => $"{DepartmentOptions.Section}:Served names {code}, which is not in the directory."));
        if (faults.Count > 0) throw new OptionsValidationException(DepartmentOptions.Section, typeof(DepartmentOptions), faults);

        byCode = departments.ToDictionary(department => department.Code, StringComparer.Ordinal);
        All = departments;
        Territories = [.. departments.Select(department => department.Territory).Concat(territories).Distinct(StringComparer.Ordinal)];
        Served = options.Value.Served.Count == 0
            ? departments
            : departments.Where(department => options.Value.Served.Contains(department.Code)).ToList();
    }

    public IReadOnlyList<Department> All { get; }

    /// <summary>
    /// The territories of the province: those of the departments and those in <c>territories.json</c>. Other services are told no
    /// territory outside this list, since a citizen may type anything into a field.
    /// </summary>
    public IReadOnlyList<string> Territories { get; }

    /// <summary>The departments whose cases this process resolves.</summary>
    public IReadOnlyList<Department> Served { get; }

    public Department? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    private static (List<Department> Departments, List<string> Faults) Read(string folder)
    {
        var faults = new List<string>();
        var departments = new List<Department>();
        if (!System.IO.Directory.Exists(folder)) return (departments, [$"The folder of departments {folder} does not exist."]);

        foreach (var file in System.IO.Directory.EnumerateFiles(folder, "department.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var expected = Path.GetFileName(Path.GetDirectoryName(file))!;
            try
            {
                var department = JsonSerializer.Deserialize<Department>(File.ReadAllText(file), WireJson.Options)
                    ?? throw new JsonException("the file is empty");
                faults.AddRange(FaultsOf(department, expected));
                departments.Add(department);
            }
            catch (JsonException exception)
            {
                faults.Add($"{expected}/department.json cannot be read: {exception.Message}");
            }
        }

        if (departments.Count == 0) faults.Add($"The folder of departments {folder} holds no department.json.");
        faults.AddRange(departments.Where(department => department.Superior is not null && departments.All(d => d.Code != department.Superior))
            .Select(department => $"{department.Code}: superior {department.Superior} is not in the directory."));
        return (departments, faults);
    }

    private static List<string> ReadTerritories(string folder, List<string> faults)
    {
        var file = Path.Combine(folder, "territories.json");
        if (!File.Exists(file)) return [];
        try
        {
            return JsonSerializer.Deserialize<List<string>>(File.ReadAllText(file), WireJson.Options) ?? [];
        }
        catch (JsonException exception)
        {
            faults.Add($"territories.json cannot be read: {exception.Message}");
            return [];
        }
    }

    private static IEnumerable<string> FaultsOf(Department department, string folder)
    {
        if (department.Code is null || !CodePattern().IsMatch(department.Code))
            yield return $"{folder}: code must be 2 to 40 lower-case letters, digits or hyphens.";
        else if (department.Code != folder) yield return $"{folder}: code {department.Code} differs from the name of its folder.";
        if (department.Name is null || string.IsNullOrWhiteSpace(department.Name.Vi)) yield return $"{folder}: name.vi is missing.";
        if (string.IsNullOrWhiteSpace(department.CompetentBody)) yield return $"{folder}: competentBody is missing.";
        if (string.IsNullOrWhiteSpace(department.Office)) yield return $"{folder}: office is missing.";
        if (string.IsNullOrWhiteSpace(department.Territory)) yield return $"{folder}: territory is missing.";
        foreach (var address in AddressesOf(department).Where(address => !IsAddress(address)))
            yield return $"{folder}: resolution {address} is no absolute http or https address.";
    }

    private static string[] AddressesOf(Department department) =>
        (department.Resolution ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,39}$")]
    private static partial Regex CodePattern();
}
