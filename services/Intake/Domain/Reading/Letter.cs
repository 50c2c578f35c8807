namespace Intake.Domain.Reading;

/// <summary>
/// What a submission says, as the reader sees it. It holds free text and names, so it never leaves Intake;
/// what leaves are the <see cref="LetterFacts"/>.
/// </summary>
internal sealed record Letter
{
    /// <summary>The kind the sender or clerk claimed, or null. The title does not decide: content does (TT 05/2021 Art. 6).</summary>
    public string? Kind { get; init; }

    public required string Subject { get; init; }

    public required string Content { get; init; }

    /// <summary>Who or what the letter is about, as written by the sender.</summary>
    public string? Against { get; init; }

    public string? Territory { get; init; }

    public bool Anonymous { get; init; }

    public int Submitters { get; init; } = 1;

    public string Channel { get; init; } = "post";

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>Name of the office that holds the letter: "the Sở" in a letter means that one unless another is named.</summary>
    public string? ReceivedBy { get; init; }
}
