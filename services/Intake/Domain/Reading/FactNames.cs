namespace Intake.Domain.Reading;

/// <summary>
/// The closed list of facts Intake may tell about a letter. Every value is a code, a number, a truth value or the name of a
/// territory: nothing here can hold a personal name, an address or a sentence of the letter.
/// </summary>
internal static class FactNames
{
    /// <summary>Kind claimed by the sender: complaint, denunciation, petition, feedback, admin-regulation or judicial.</summary>
    public const string KindClaimed = "kind.claimed";

    /// <summary>The kind the wording speaks for most, or "none".</summary>
    public const string KindStrongest = "kind.strongest";

    /// <summary>Points between the strongest kind and the next other procedure; petition and feedback are one procedure.</summary>
    public const string KindMargin = "kind.margin";

    /// <summary>Points for complaint (khiếu nại).</summary>
    public const string KindComplaint = "kind.complaint";

    /// <summary>Points for denunciation (tố cáo).</summary>
    public const string KindDenunciation = "kind.denunciation";

    /// <summary>Points for petition (kiến nghị).</summary>
    public const string KindPetition = "kind.petition";

    /// <summary>Points for feedback (phản ánh).</summary>
    public const string KindFeedback = "kind.feedback";

    /// <summary>Points for feedback on administrative regulations (NĐ 20/2008).</summary>
    public const string KindAdminRegulation = "kind.adminRegulation";

    /// <summary>Points for matters of courts, procuracies and enforcement of judgments.</summary>
    public const string KindJudicial = "kind.judicial";

    /// <summary>Code of the office complained of or denounced ("private" for a person or business, "unknown" when unread).</summary>
    public const string RespondentOffice = "respondent.office";

    /// <summary>Territory of that office; given only when another source confirms the name.</summary>
    public const string RespondentTerritory = "respondent.territory";

    /// <summary>Code of the provincial department (Sở) the respondent belongs to.</summary>
    public const string RespondentField = "respondent.field";

    /// <summary>Level of the school: kindergarten, primary, lower-secondary, upper-secondary.</summary>
    public const string RespondentSchoolLevel = "respondent.schoolLevel";

    /// <summary>Where the respondent was read: against, content or none.</summary>
    public const string RespondentSource = "respondent.source";

    /// <summary>Whether level, department or territory was taken from the surroundings because the letter does not name it.</summary>
    public const string RespondentAssumed = "respondent.assumed";

    /// <summary>Whether the respondent no longer holds the post (nguyên …).</summary>
    public const string RespondentFormer = "respondent.former";

    /// <summary>Whether the letter is directed against several offices or persons.</summary>
    public const string RespondentSeveral = "respondent.several";

    /// <summary>Whether the respondent's territory is named but could not be confirmed, and is therefore withheld.</summary>
    public const string RespondentTerritoryUnclear = "respondent.territoryUnclear";

    /// <summary>Code of the office that issued the contested paper, as the content says.</summary>
    public const string DecisionIssuedBy = "decision.issuedBy";

    /// <summary>Whether the content names another issuer than the respondent.</summary>
    public const string DecisionIssuerDiffers = "decision.issuerDiffers";

    /// <summary>Where the matter lies, e.g. "xã …".</summary>
    public const string Territory = "territory";

    /// <summary>Field of administration: land, education, health, environment …, or "other".</summary>
    public const string Field = "field";

    /// <summary>A narrower matter within the field, e.g. roads within construction.</summary>
    public const string FieldMatter = "field.matter";

    /// <summary>Points between the field and the next one.</summary>
    public const string FieldMargin = "field.margin";

    /// <summary>A first-instance decision on the complaint exists.</summary>
    public const string PriorFirstDecision = "prior.firstDecision";

    /// <summary>The first-instance time limit ran out without a decision, as the letter says (LKN Art. 33).</summary>
    public const string PriorFirstExpired = "prior.firstExpired";

    /// <summary>The letter calls itself a second complaint.</summary>
    public const string PriorSecondClaimed = "prior.secondClaimed";

    /// <summary>A second-instance decision on the complaint exists.</summary>
    public const string PriorSecondDecision = "prior.secondDecision";

    /// <summary>The complaint is about a disciplinary decision (LKN chapter IV).</summary>
    public const string Disciplinary = "disciplinary";

    /// <summary>Withdrawal: none, part or whole.</summary>
    public const string Withdrawal = "withdrawal";

    /// <summary>The sender gives no name.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Number of submitters.</summary>
    public const string Submitters = "submitters";

    /// <summary>How it arrived: web, counter, post, phone, email, referral or other.</summary>
    public const string Channel = "channel";

    /// <summary>The letter says it bears neither signature nor fingerprint.</summary>
    public const string Unsigned = "unsigned";

    /// <summary>The matter belongs to courts, procuracies or enforcement of judgments.</summary>
    public const string Judicial = "judicial";

    /// <summary>The wording speaks of acts the criminal code knows; only a person may judge whether it is one (LTC Art. 27).</summary>
    public const string CrimeSigns = "crimeSigns";

    /// <summary>The letter is about an administrative regulation or procedure (NĐ 20/2008).</summary>
    public const string AdminRegulation = "adminRegulation";

    /// <summary>Several different matters in one letter (TT 05/2021 Art. 21).</summary>
    public const string SeveralMatters = "severalMatters";

    /// <summary>The letter says it went to other bodies too.</summary>
    public const string SentElsewhere = "sentElsewhere";

    /// <summary>The sender lives in a remote area (longer limits, LKN Art. 28, 33, 37).</summary>
    public const string RemoteArea = "remoteArea";

    /// <summary>The denouncer asks for secrecy or protection (LTC Art. 47, 56).</summary>
    public const string ProtectionSought = "protectionSought";

    /// <summary>Code of the office that holds the letter.</summary>
    public const string ReceivedByOffice = "receivedBy.office";

    /// <summary>Territory of that office.</summary>
    public const string ReceivedByTerritory = "receivedBy.territory";

    /// <summary>Department (Sở) of that office.</summary>
    public const string ReceivedByField = "receivedBy.field";

    /// <summary>Facts whose value is the name of a territory; all others are codes, numbers or truth values.</summary>
    public static IReadOnlySet<string> Territories { get; } =
        new HashSet<string>(StringComparer.Ordinal) { Territory, RespondentTerritory, ReceivedByTerritory };

    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        KindClaimed, KindStrongest, KindMargin, KindComplaint, KindDenunciation, KindPetition, KindFeedback,
        KindAdminRegulation, KindJudicial,
        RespondentOffice, RespondentTerritory, RespondentField, RespondentSchoolLevel, RespondentSource, RespondentAssumed,
        RespondentFormer, RespondentSeveral, RespondentTerritoryUnclear,
        DecisionIssuedBy, DecisionIssuerDiffers,
        Territory, Field, FieldMatter, FieldMargin,
        PriorFirstDecision, PriorFirstExpired, PriorSecondClaimed, PriorSecondDecision,
        Disciplinary, Withdrawal, Anonymous, Submitters, Channel, Unsigned, Judicial, CrimeSigns, AdminRegulation,
        SeveralMatters, SentElsewhere, RemoteArea, ProtectionSought,
        ReceivedByOffice, ReceivedByTerritory, ReceivedByField,
    };
}
