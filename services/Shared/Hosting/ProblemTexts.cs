using System.Globalization;
using System.Resources;

using Microsoft.Extensions.DependencyInjection;

namespace Shared.Hosting;

/// <summary>The texts of problems in the caller's language. Each service adds its own resource; keys are rule codes.</summary>
public sealed class ProblemTexts(IEnumerable<ResourceManager> resources)
{
    private readonly List<ResourceManager> resources =
        [new("Shared.Hosting.Problems", typeof(ProblemTexts).Assembly), .. resources];

    /// <summary>The text of a code, or null when nobody knows it.</summary>
    public string? Find(string code) =>
        resources.Select(resource => resource.GetString(code, CultureInfo.CurrentUICulture)).FirstOrDefault(text => text is not null);
}

public static class ProblemTextsRegistration
{
    /// <summary>Adds the texts of a service's own rules.</summary>
    public static IServiceCollection AddProblemTexts(this IServiceCollection services, ResourceManager texts) =>
        services.AddSingleton(texts);
}
