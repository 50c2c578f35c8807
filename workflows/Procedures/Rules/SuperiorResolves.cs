using Clock;

namespace Procedures.Rules;

/// <summary>
/// The superior has decided to resolve the denunciation itself: it comes to the acceptance at once, without the handling of a letter that
/// is new (Luật Tố cáo 25/2018/QH14, Điều 37, 38).
/// </summary>
internal sealed class SuperiorResolves : IRule
{
    public string Name => nameof(SuperiorResolves);
    public BilingualText Meaning { get; } = new("Cấp trên giải quyết, giải quyết lại", "The superior resolves it, or resolves it again");
    public string Article => "Luật Tố cáo 25/2018/QH14, Điều 37, 38";
    public IReadOnlyList<string> Facts { get; } = ["superior-resolves"];

    public bool Holds(RuleContext context) => context.IsTrue("superior-resolves");
}
