using Clock;

namespace Procedures.Rules;

/// <summary>
/// The denunciation is about corruption or waste: the police decide on protection within three working days (Thông tư 145/2020/TT-BCA,
/// Điều 5).
/// </summary>
internal sealed class CorruptionOrWaste : IRule
{
    public string Name => nameof(CorruptionOrWaste);
    public BilingualText Meaning { get; } = new("Tố cáo hành vi tham nhũng, lãng phí", "Denunciation of corruption or waste");
    public string Article => "Thông tư 145/2020/TT-BCA, Điều 5";
    public IReadOnlyList<string> Facts { get; } = ["corruption-or-waste"];

    public bool Holds(RuleContext context) => context.IsTrue("corruption-or-waste");
}
