using Clock;

namespace Procedures.Rules;

/// <summary>
/// The matter lies in a remote area that is hard to reach: the first complaint is resolved in 45 instead of 30 days, a complex one
/// in 60 (Luật Khiếu nại 02/2011/QH13, Điều 28); effect and second complaint may take up to 45 days (Điều 44.1, 33.1).
/// </summary>
internal sealed class RemoteArea : IRule
{
    public string Name => nameof(RemoteArea);
    public BilingualText Meaning { get; } = new("Vùng sâu, vùng xa đi lại khó khăn", "Remote area that is hard to reach");
    public string Article => "Luật Khiếu nại 02/2011/QH13, Điều 28";
    public IReadOnlyList<string> Facts { get; } = ["remote-area"];

    public bool Holds(RuleContext context) => context.IsTrue("remote-area");
}
