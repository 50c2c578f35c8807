using System.Globalization;
using System.Resources;

namespace Shared.Hosting;

/// <summary>The texts of problems in the caller's language. Each service adds its own resource; keys are rule codes.</summary>
public sealed class ProblemTexts
{
    private readonly List<ResourceManager> resources = [new("Shared.Hosting.Problems", typeof(ProblemTexts).Assembly)];

    public void Add(ResourceManager resource) => resources.Add(resource);

    /// <summary>The text of a code, or null when nobody knows it.</summary>
    public string? Find(string code) =>
        resources.Select(resource => resource.GetString(code, CultureInfo.CurrentUICulture)).FirstOrDefault(text => text is not null);
}
