using Microsoft.Extensions.Configuration;

namespace Shared.Hosting;

/// <summary>
/// Where the documents of the law are: time limits, calendars, competence rules, procedures. <c>DonThu:Law:Directory</c>, default
/// <c>law</c> beside the program.
/// </summary>
public sealed class LawDirectory(IConfiguration configuration)
{
    public string Root { get; } = configuration["DonThu:Law:Directory"] is { Length: > 0 } configured
        ? configured
        : Path.Combine(AppContext.BaseDirectory, "law");

    public string Of(string part) => Path.Combine(Root, part);
}
