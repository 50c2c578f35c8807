using Clock;

namespace Procedures.Rules;

/// <summary>
/// The superior took an overdue denunciation over: the period is counted anew from its own acceptance (Nghị định 31/2019/NĐ-CP,
/// Điều 5.3).
/// </summary>
internal sealed class TakenOver : IRule
{
    public string Name => nameof(TakenOver);
    public BilingualText Meaning { get; } = new("Cấp trên lấy vụ việc quá hạn lên giải quyết", "The superior took the overdue case over");
    public string Article => "Nghị định 31/2019/NĐ-CP, Điều 5.3";
    public IReadOnlyList<string> Facts { get; } = ["taken-over"];

    public bool Holds(RuleContext context) => context.IsTrue("taken-over");
}
