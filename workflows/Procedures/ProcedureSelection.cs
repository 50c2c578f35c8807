using Procedures.Rules;

namespace Procedures;

/// <summary>Which procedure a case runs under.</summary>
public static class ProcedureSelection
{
    public const string FirstComplaint = "first-complaint";
    public const string PetitionAndFeedback = "petition-and-feedback";
    public const string RegulationFeedback = "regulation-feedback";
    public const string SecondComplaint = "second-complaint";
    public const string FirstDisciplinaryComplaint = "disciplinary-complaint-first";
    public const string SecondDisciplinaryComplaint = "disciplinary-complaint-second";

    /// <summary>For what has no procedure of its own here yet: a person leads it on paper, DonThu keeps the clock and the reply.</summary>
    public const string ManualHandling = "manual-handling";

    public const string Denunciation = "denunciation";
    public const string ContinuedDenunciation = "continued-denunciation";

    /// <param name="kind">What the submission was judged to be: <c>complaint</c>, <c>denunciation</c>, …</param>
    /// <param name="instance">For a complaint, <c>first</c> or <c>second</c>; for a denunciation, <c>continued</c> when it came before.</param>
    /// <param name="facts">The facts of the case.</param>
    public static string For(string kind, string? instance, IReadOnlyDictionary<string, string> facts) =>
        kind switch
        {
            // A disciplinary decision is complained of under Chương IV of the law (Điều 47–58), not under the general procedure.
            "complaint" when instance == "first" => IsDisciplinary(facts) ? FirstDisciplinaryComplaint : FirstComplaint,
            "complaint" when instance == "second" => IsDisciplinary(facts) ? SecondDisciplinaryComplaint : SecondComplaint,
            "denunciation" => instance == "continued" ? ContinuedDenunciation : Denunciation,
            "petition" or "feedback" => PetitionAndFeedback,
            "admin-regulation" => RegulationFeedback,
            _ => ManualHandling,
        };

    private static bool IsDisciplinary(IReadOnlyDictionary<string, string> facts) =>
        new DisciplinaryDecision().Holds(new RuleContext(facts, DateOnly.MinValue));
}
