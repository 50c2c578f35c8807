namespace Intake.Domain;

/// <summary>Which time limit runs from the receipt of a submission until it has been taken up, passed on or refused.</summary>
internal static class ProcessingLimits
{
    /// <summary>Reply to the sender within ten working days of receipt (Citizen Reception Act art. 28.1).</summary>
    public const string Reply = "TCD.REPLY";

    /// <summary>Initial handling of a denunciation within seven working days (Denunciations Act art. 24.1).</summary>
    public const string Denunciation = "TC.INITIAL";

    /// <summary>Passing on feedback about administrative regulations within five working days (Decree 20/2008 art. 9).</summary>
    public const string Regulation = "PAKN.REG.TRANSFER";

    public static string For(string? kind) => kind switch
    {
        "denunciation" => Denunciation,
        "admin-regulation" => Regulation,
        _ => Reply,
    };

    public static string For(SubmissionKind? kind) => For(kind == SubmissionKind.Denunciation ? "denunciation" : null);

    public static IReadOnlyList<string> All { get; } = [Reply, Denunciation, Regulation];
}
