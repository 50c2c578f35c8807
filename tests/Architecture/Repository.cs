using System.Xml.Linq;

namespace Architecture;

/// <summary>The source tree these tests were built from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> NotSources =
        new(["bin", "obj", ".git", "node_modules", "artifacts", "TestResults", "data"], StringComparer.Ordinal);

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<ProjectFile> Projects { get; } = [.. Files("*.csproj").Select(ProjectFile.Read)];

    /// <summary>The projects that ship: all but the tests.</summary>
    public static IEnumerable<ProjectFile> Shipped => Projects.Where(project => !project.IsTest);

    /// <summary>Paths below the root, with forward slashes, in a fixed order.</summary>
    public static IEnumerable<string> Files(string pattern, string below = "") =>
        Walk(Path.Combine(Root, below), pattern).Select(Relative).Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string directory, string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(directory, pattern)) yield return file;
        foreach (var inner in Directory.EnumerateDirectories(directory))
        {
            // Case matters: data/ is what a run leaves behind, tests/Data is ours.
            if (NotSources.Contains(Path.GetFileName(inner))) continue;
            foreach (var file in Walk(inner, pattern)) yield return file;
        }
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "DonThu.slnx"))) return directory.FullName;
        }

        throw new InvalidOperationException($"No DonThu.slnx above {AppContext.BaseDirectory}.");
    }
}

/// <summary>What a project file says it needs.</summary>
internal sealed record ProjectFile(string Path, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public static ProjectFile Read(string path)
    {
        var xml = XDocument.Parse(Repository.Read(path));
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.Combine(Repository.Root, path))!;
        return new ProjectFile(
            path,
            [.. Includes(xml, "ProjectReference")
                .Select(reference => Repository.Relative(System.IO.Path.GetFullPath(reference.Replace('\\', '/'), folder)))],
            [.. Includes(xml, "PackageReference")]);
    }

    private static IEnumerable<string> Includes(XDocument xml, string item) =>
        xml.Descendants().Where(element => element.Name.LocalName == item)
            .Select(element => (string?)element.Attribute("Include")).OfType<string>();
}
