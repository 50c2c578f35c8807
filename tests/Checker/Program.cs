using System.Globalization;
using Checker;

if (args is not [var root, ..] || root.StartsWith('-'))
{
    await Console.Error.WriteLineAsync("""
        Looks at an installation from outside – plain SQL and HTTP, none of its own code – and says whether everything that was answered
        is there, once, and told alike by every service.

          dotnet run --project tests/Checker -- ROOT [--acknowledged FILE] [--settle SECONDS]

        ROOT is the folder of a rehearsal (deploy/rehearse.sh). FILE has a line of JSON for each answer that promised something (default:
        ROOT/acknowledged, when it is there). It waits up to SECONDS (default 60) until no message is under way. Ends with 1 when something
        is wrong.
        """);
    return 2;
}

var acknowledged = Path.Combine(root, "acknowledged");
var settle = TimeSpan.FromSeconds(60);
for (var at = 1; at + 1 < args.Length; at += 2)
{
    if (args[at] == "--acknowledged") acknowledged = args[at + 1];
    if (args[at] == "--settle") settle = TimeSpan.FromSeconds(double.Parse(args[at + 1], CultureInfo.InvariantCulture));
}

var installation = Installation.Read(root);
var promises = File.Exists(acknowledged) ? Promise.Read(acknowledged) : [];
var report = await Inspection.RunAsync(installation, promises, settle, CancellationToken.None);
Console.WriteLine(report);
return report.IsClean ? 0 : 1;
