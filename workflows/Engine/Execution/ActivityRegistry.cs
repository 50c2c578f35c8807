using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Engine.Execution;

/// <summary>Which class carries out which activity type.</summary>
internal static class ActivityRegistry
{
    private static readonly Dictionary<string, Type> ByType = typeof(ActivityRegistry).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<ActivityAttribute>() is not null)
        .ToDictionary(type => type.GetCustomAttribute<ActivityAttribute>()!.Type, StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, Type> All => ByType;

    public static IActivity Resolve(IServiceProvider services, string type) => ByType.TryGetValue(type, out var implementation)
        ? (IActivity)services.GetRequiredService(implementation)
        : throw new InvalidOperationException($"No activity carries out {type}.");
}
