using Clock;

namespace Procedures.Rules;

/// <summary>
/// The denouncer turns to the superior because the denunciation was not resolved in time, not because of the way it was resolved
/// (Luật Tố cáo 25/2018/QH14, Điều 38).
/// </summary>
internal sealed class OverdueDenunciation : IRule
{
    public string Name => nameof(OverdueDenunciation);
    public BilingualText Meaning { get; } = new("Tố cáo tiếp do quá thời hạn giải quyết", "Continued because it was not resolved in time");
    public string Article => "Luật Tố cáo 25/2018/QH14, Điều 38";
    public IReadOnlyList<string> Facts { get; } = ["overdue"];

    public bool Holds(RuleContext context) => context.IsTrue("overdue");
}
