using System.Text.RegularExpressions;
using Xunit;

namespace Architecture.Deployment;

/// <summary>What the pages for operators name is there.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void EverySetting_NamedUnderDeploy_IsReadByAProgram()
    {
        var files = Repository.Files("*", "deploy").Append("docker-compose.yml").Append("README.md")
            .Where(path => !path.StartsWith("deploy/secrets/", StringComparison.Ordinal)).ToList();
        var named = files.SelectMany(path => Setting().Matches(Repository.Read(path)).Select(match => (path, Name: match.Value))).Distinct().ToList();
        Assert.Contains(named, found => found.path == "deploy/rehearsal/services.sh");
        Check.NoViolations(named.Select(found => (found.path, Fault: KnownSettings.Fault(found.Name, null))).Where(found => found.Fault is not null)
            .Select(found => $"{found.path}: {found.Fault}"));
    }

    [Fact]
    public void EveryLink_BetweenPages_LeadsSomewhere()
    {
        var pages = Repository.Files("*.md").Where(path => !path.StartsWith("tests/Data/", StringComparison.Ordinal)).ToList();
        Check.NoViolations(pages.SelectMany(page => Link().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
            .Where(target => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target.Split('#')[0])))
            .Select(target => $"{page} leads to {target}, which is not there")));
    }

    [Fact]
    public void EveryTopLevelFolder_SaysWhereToGo() =>
        Check.NoViolations(new[] { "services", "gateway", "workflows", "tests", "deploy" }
            .Where(folder => !File.Exists(Path.Combine(Repository.Root, folder, "README.md"))).Select(folder => $"{folder} has no README.md"));

    [Fact]
    public void EveryScript_NamedInTheRunbook_IsThereAndMayBeRun()
    {
        var named = new[] { "deploy/README.md", "deploy/runbook.md" }.SelectMany(page => Script().Matches(Repository.Read(page)).Select(match => match.Value)).Distinct().ToList();
        Assert.NotEmpty(named);
        Check.NoViolations(named.Where(path => !File.Exists(Path.Combine(Repository.Root, path))).Select(path => $"{path} is not there")
            .Concat(named.Where(path => File.Exists(Path.Combine(Repository.Root, path)) && !OperatingSystem.IsWindows()
                && !File.GetUnixFileMode(Path.Combine(Repository.Root, path)).HasFlag(UnixFileMode.UserExecute)).Select(path => $"{path} may not be run")));
    }

    [GeneratedRegex(@"\b(DonThu|ConnectionStrings)__[A-Za-z0-9_-]+[A-Za-z0-9]")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\bdeploy/[a-z/-]+\.sh\b")]
    private static partial Regex Script();
}
