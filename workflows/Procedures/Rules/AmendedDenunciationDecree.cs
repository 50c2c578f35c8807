using Clock;

namespace Procedures.Rules;

/// <summary>
/// Decree 156/2026 is in force on the day of the act. Denunciations accepted before 2026-07-01 and pending follow it (Điều 10.1), though
/// the case stays on its version: no monthly report on the carrying out of the conclusion begins any more.
/// </summary>
internal sealed class AmendedDenunciationDecree : IRule
{
    private static readonly DateOnly InForceFrom = new(2026, 7, 1);

    public string Name => nameof(AmendedDenunciationDecree);
    public BilingualText Meaning { get; } = new(
        "Nghị định 156/2026/NĐ-CP đã có hiệu lực vào ngày thực hiện", "Decree 156/2026/NĐ-CP is in force on the day of the act");
    public string Article => "Nghị định 156/2026/NĐ-CP, Điều 10.1";
    public IReadOnlyList<string> Facts { get; } = [];

    public bool Holds(RuleContext context) => context.Today >= InForceFrom;
}
