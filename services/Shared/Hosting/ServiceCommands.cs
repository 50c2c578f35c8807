using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shared.Persistence;

namespace Shared.Hosting;

/// <summary>Something an operator asks a program to do instead of serving: <c>Intake migrate</c>.</summary>
public interface IServiceCommand
{
    string Name { get; }
    string Summary { get; }

    /// <summary>Does it and returns the exit code.</summary>
    Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken);
}

/// <summary>A key kept under the data directory, of which <c>new-key</c> makes the next generation.</summary>
public sealed record NewKey(string Name, string File, Func<byte[]> Create);

/// <summary>Runs what an operator asked for on the command line, with the settings the program would serve with.</summary>
public static class ServiceCommands
{
    /// <summary>True when the command line asked for a command; it has then run, and its exit code is set.</summary>
    public static async Task<bool> RunCommandAsync(this WebApplication app, string[] args)
    {
        if (args is not [var name, .. var rest] || name.StartsWith('-') || name.Contains('=', StringComparison.Ordinal)) return false;

        var commands = app.Services.GetServices<IServiceCommand>().OrderBy(command => command.Name, StringComparer.Ordinal).ToList();
        var asked = commands.Find(command => command.Name == name);
        if (asked is null)
        {
            await Console.Error.WriteLineAsync($"There is no command {name}. There are:");
            foreach (var command in commands) await Console.Error.WriteLineAsync($"  {command.Name,-20} {command.Summary}");
            await Console.Error.WriteLineAsync($"  {HealthProbe.Command,-20} exit 0 when the program that runs here is ready");
            Environment.ExitCode = 64;
            return true;
        }

        await using (app) Environment.ExitCode = await asked.RunAsync(rest, Console.Out, CancellationToken.None);
        return true;
    }

    internal static void AddServiceCommands(this IServiceCollection services)
    {
        services.AddTransient<IServiceCommand, Migrate>();
        services.AddTransient<IServiceCommand, MakeKey>();
    }

    private sealed class Migrate(IServiceProvider services) : IServiceCommand
    {
        public string Name => "migrate";
        public string Summary => "bring the databases of this program up to date and end";

        public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
        {
            await services.ApplyMigrationsAsync(cancellationToken);
            foreach (var target in services.GetServices<MigrationTarget>()) await output.WriteLineAsync($"{target.Database} is up to date.");
            return 0;
        }
    }

    private sealed class MakeKey(DataDirectory data, IEnumerable<NewKey> keys) : IServiceCommand
    {
        public string Name => "new-key";
        public string Summary => $"make the next key under the data directory: {string.Join(", ", keys.Select(key => key.Name))}";

        public async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken)
        {
            if (keys.FirstOrDefault(key => arguments is [var name] && key.Name == name) is not { } asked)
            {
                await output.WriteLineAsync($"Say which: {string.Join(", ", keys.Select(key => key.Name))}.");
                return 64;
            }

            var file = data.NextSecret(asked.File, asked.Create);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"keys/{file} is made; it is used from the next start on."));
            return 0;
        }
    }
}
