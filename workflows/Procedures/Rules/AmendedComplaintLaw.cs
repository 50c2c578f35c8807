using Clock;

namespace Procedures.Rules;

/// <summary>
/// Law 136/2025 is in force on the day of the act. Withdrawal, suspension, termination and dialogue of complaints accepted before
/// 2026-07-01 and not yet decided follow the new text (Nghị định 155/2026/NĐ-CP, Điều 22.1), though the case stays on its version.
/// </summary>
internal sealed class AmendedComplaintLaw : IRule
{
    private static readonly DateOnly InForceFrom = new(2026, 7, 1);

    public string Name => nameof(AmendedComplaintLaw);
    public BilingualText Meaning { get; } = new(
        "Luật 136/2025/QH15 đã có hiệu lực vào ngày thực hiện", "Law 136/2025/QH15 is in force on the day of the act");
    public string Article => "Nghị định 155/2026/NĐ-CP, Điều 22.1";
    public IReadOnlyList<string> Facts { get; } = [];

    public bool Holds(RuleContext context) => context.Today >= InForceFrom;
}
