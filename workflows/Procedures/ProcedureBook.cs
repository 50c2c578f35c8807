using System.Globalization;
using Clock;

namespace Procedures;

/// <summary>
/// All procedures in all their versions. Immutable; safe to share. Which version applies is decided by the day the case begins.
/// </summary>
public sealed class ProcedureBook
{
    private readonly Dictionary<string, ProcedureDefinition[]> versions;

    public ProcedureBook(IEnumerable<ProcedureDefinition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        versions = definitions.GroupBy(definition => definition.Id, StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.OrderBy(definition => definition.InForceFrom).ToArray(), StringComparer.Ordinal);
    }

    public IEnumerable<ProcedureDefinition> All => versions.Values.SelectMany(one => one);

    /// <summary>Reads <c>&lt;procedure&gt;/&lt;in-force-from&gt;.json</c> below a directory; worked examples are left aside.</summary>
    /// <param name="limits">When given, the codes of time limits are checked against it.</param>
    /// <exception cref="ProcedureDocumentException">Documents cannot be used; names every fault in all of them.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static ProcedureBook Load(string directory, TimeLimitBook? limits = null)
    {
        var faults = new List<ProcedureFault>();
        var definitions = new List<ProcedureDefinition>();
        foreach (var file in Directory.EnumerateFiles(directory, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (file.EndsWith(".examples.json", StringComparison.Ordinal)) continue;
            var document = Path.GetRelativePath(directory, file).Replace('\\', '/');
            if (!DateOnly.TryParseExact(
                Path.GetFileNameWithoutExtension(file), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var inForceFrom))
            {
                faults.Add(new ProcedureFault("document.date", document, null, new BilingualText(
                    "Tên tệp phải là ngày có hiệu lực (yyyy-MM-dd.json).", "The file must be named after the day it comes into force (yyyy-MM-dd.json).")));
                continue;
            }

            var definition = Read(document, File.ReadAllText(file), inForceFrom, limits, faults);
            if (definition is null) continue;
            definitions.Add(definition);
            if (Path.GetFileName(Path.GetDirectoryName(file)) != definition.Id)
            {
                faults.Add(new ProcedureFault("document.folder", document, null, new BilingualText(
                    $"Thư mục phải mang tên “{definition.Id}”.", $"The folder must be named \"{definition.Id}\".")));
            }
        }

        foreach (var definition in definitions)
        {
            foreach (var (node, started) in definition.Started.Where(one => definitions.All(other => other.Id != one.Procedure)))
            {
                faults.Add(new ProcedureFault("procedure.unknown", $"{definition.Id}/{definition.InForceFrom:yyyy-MM-dd}.json", node, new BilingualText(
                    $"Không có quy trình “{started}”.", $"There is no procedure \"{started}\".")));
            }
        }

        return Errors(faults) is { Count: > 0 } errors ? throw new ProcedureDocumentException(errors) : new ProcedureBook(definitions);
    }

    /// <summary>Reads and checks one document.</summary>
    /// <exception cref="ProcedureDocumentException">It cannot be used; names every fault.</exception>
    public static ProcedureDefinition Parse(string document, string json, DateOnly inForceFrom, TimeLimitBook? limits = null)
    {
        var faults = new List<ProcedureFault>();
        var definition = Read(document, json, inForceFrom, limits, faults);
        return Errors(faults) is { Count: > 0 } errors ? throw new ProcedureDocumentException(errors) : definition!;
    }

    /// <summary>Everything wrong with one document, errors and warnings; empty when there is nothing.</summary>
    public static IReadOnlyList<ProcedureFault> Check(string document, string json, DateOnly inForceFrom, TimeLimitBook? limits = null)
    {
        var faults = new List<ProcedureFault>();
        Read(document, json, inForceFrom, limits, faults);
        return faults;
    }

    /// <summary>All versions of a procedure, the oldest first; none when the id is unknown.</summary>
    public IReadOnlyList<ProcedureDefinition> Versions(string procedureId) => versions.GetValueOrDefault(procedureId, []);

    /// <summary>The version in force on a day, or null when there is none.</summary>
    public ProcedureDefinition? Find(string procedureId, DateOnly on) =>
        Versions(procedureId).LastOrDefault(version => version.InForceFrom <= on);

    /// <summary>Exactly one version, for a case that is pinned to it.</summary>
    public ProcedureDefinition? Version(string procedureId, DateOnly inForceFrom) =>
        Versions(procedureId).FirstOrDefault(version => version.InForceFrom == inForceFrom);

    private static ProcedureDefinition? Read(
        string document, string json, DateOnly inForceFrom, TimeLimitBook? limits, List<ProcedureFault> faults)
    {
        var definition = new ElsaDocumentReader(document, faults).Read(json, inForceFrom);
        if (definition is null) return null;
        new ProcedureCheck(document, definition, limits, faults).Run();

        // How it flows can only be told once its ends meet.
        if (Errors(faults).Count == 0) new FlowCheck(document, definition, faults).Run();
        return definition;
    }

    private static List<ProcedureFault> Errors(List<ProcedureFault> faults) =>
        faults.FindAll(fault => fault.Severity == FaultSeverity.Error);
}
