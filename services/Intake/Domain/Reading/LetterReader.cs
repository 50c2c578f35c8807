namespace Intake.Domain.Reading;

/// <summary>
/// Reads a letter and tells its facts. The same letter always gives the same facts; what follows from them in law is decided
/// elsewhere, by the competence rules, and confirmed by a clerk.
/// </summary>
/// <param name="knownTerritories">Territories of the directory; with them at hand, only their names are ever told.</param>
internal sealed class LetterReader(Lexicon lexicon, IEnumerable<string>? knownTerritories = null)
{
    private static readonly string[] Kinds = ["complaint", "denunciation", "petition", "feedback", "admin-regulation", "judicial"];
    private static readonly string[] Channels = ["web", "counter", "post", "phone", "email", "referral", "portal"];

    private readonly Territories territories = new(knownTerritories ?? []);

    /// <summary>Reads with the current lexicon.</summary>
    /// <param name="knownTerritories">The territories of the province; no other is told.</param>
    public static LetterFacts Read(Letter letter, IEnumerable<string>? knownTerritories = null) =>
        new LetterReader(Lexicon.Current, knownTerritories).FactsOf(letter);

    public LetterFacts FactsOf(Letter letter)
    {
        var respondents = new RespondentReader(lexicon, territories);
        var subject = lexicon.Read(letter.Subject);
        var content = lexicon.Read(letter.Content);
        var facts = new LetterFacts.Builder();

        var holder = respondents.ReadHolder(letter.ReceivedBy);
        var territory = territories.FromField(letter.Territory);
        var issuer = Issuer(respondents, content, territory, holder);
        var (respondent, source) = Respondent(respondents, letter, content, territory, holder, issuer);

        TellKinds(facts, letter, subject, content, respondent);
        TellRespondent(facts, respondent, source, issuer);
        TellField(facts, subject, content);
        TellCircumstances(facts, letter, subject, content, respondent);

        facts.Add(FactNames.Territory, territory);
        facts.Add(FactNames.Submitters, letter.Submitters);
        facts.Add(FactNames.Anonymous, letter.Anonymous);
        facts.Add(FactNames.Channel, Channels.Contains(letter.Channel) ? letter.Channel : "other");
        if (letter.ReceivedBy is not null)
        {
            facts.Add(FactNames.ReceivedByOffice, holder.Office);
            facts.Add(FactNames.ReceivedByTerritory, holder.Territory);
            facts.Add(FactNames.ReceivedByField, holder.Field);
        }
        return facts.Build();
    }

    private void TellKinds(
        LetterFacts.Builder facts, Letter letter, VietnameseText subject, VietnameseText content, RespondentReading respondent)
    {
        int Score(PhraseList phrases) => phrases.ScoreIn(content) + (2 * phrases.ScoreIn(subject));

        var scores = Kinds.ToDictionary(kind => kind, kind => Score(lexicon.Kinds[kind]), StringComparer.Ordinal);
        // Wrongdoing in office makes a denunciation (LTC Art. 2), whatever the letter calls itself; of a private person it is
        // told to the authorities, unless the letter itself says it denounces.
        var misconduct = Score(lexicon.Misconduct);
        scores[respondent.IsPublicOffice ? "denunciation" : "feedback"] += misconduct;
        if (misconduct > 0 && respondent.IsPublicOffice)
            scores["denunciation"] += 2;
        // What a neighbour or a shop does is no administrative act: a letter about it informs the authority.
        if (respondent.Office == "private")
            scores["feedback"] += 3;

        var strongest = Kinds.MaxBy(kind => scores[kind])!;
        var next = Kinds.Where(kind => Procedure(kind) != Procedure(strongest)).Max(kind => scores[kind]);
        facts.Add(FactNames.KindStrongest, scores[strongest] == 0 ? "none" : strongest);
        facts.Add(FactNames.KindMargin, scores[strongest] - next);
        facts.Add(FactNames.KindComplaint, scores["complaint"]);
        facts.Add(FactNames.KindDenunciation, scores["denunciation"]);
        facts.Add(FactNames.KindPetition, scores["petition"]);
        facts.Add(FactNames.KindFeedback, scores["feedback"]);
        facts.Add(FactNames.KindAdminRegulation, scores["admin-regulation"]);
        facts.Add(FactNames.KindJudicial, scores["judicial"]);
        facts.Add(FactNames.KindClaimed, Kinds.Contains(letter.Kind) ? letter.Kind : null);

        facts.Add(FactNames.AdminRegulation, scores["admin-regulation"] >= lexicon.AdminRegulationFrom);
        facts.Add(
            FactNames.Judicial,
            respondent.Office is "court" or "procuracy" or "enforcement-agency"
                || (!respondent.IsPublicOffice && scores["judicial"] >= lexicon.JudicialFrom));
    }

    private static void TellRespondent(
        LetterFacts.Builder facts, RespondentReading respondent, string source, RespondentReading? issuer)
    {
        facts.Add(FactNames.RespondentOffice, respondent.Office);
        facts.Add(FactNames.RespondentTerritory, respondent.Territory);
        facts.Add(FactNames.RespondentTerritoryUnclear, respondent.TerritoryUnclear);
        facts.Add(FactNames.RespondentField, respondent.Field);
        facts.Add(FactNames.RespondentSchoolLevel, respondent.SchoolLevel);
        facts.Add(FactNames.RespondentSource, source);
        facts.Add(FactNames.RespondentAssumed, respondent.Assumed);
        facts.Add(FactNames.RespondentFormer, respondent.Former);
        facts.Add(FactNames.RespondentSeveral, respondent.Several);
        facts.Add(FactNames.DecisionIssuedBy, issuer?.Office);
        facts.Add(
            FactNames.DecisionIssuerDiffers,
            issuer is { LevelAssumed: false } && respondent.IsPublicOffice && issuer.Office != respondent.Office);
    }

    private void TellField(LetterFacts.Builder facts, VietnameseText subject, VietnameseText content)
    {
        var scores = lexicon.Fields
            .Select(f => (f.Code, Field: f.Within ?? f.Code, Points: f.Phrases.ScoreIn(content) + (2 * f.Phrases.ScoreIn(subject))))
            .OrderByDescending(f => f.Points)
            .ToArray();
        var first = scores[0];
        if (first.Points == 0)
        {
            facts.Add(FactNames.Field, "other");
            facts.Add(FactNames.FieldMargin, 0);
            return;
        }
        facts.Add(FactNames.Field, first.Field);
        if (first.Code != first.Field)
            facts.Add(FactNames.FieldMatter, first.Code);
        facts.Add(FactNames.FieldMargin, first.Points - scores.First(f => f.Field != first.Field).Points);
    }

    private void TellCircumstances(
        LetterFacts.Builder facts, Letter letter, VietnameseText subject, VietnameseText content, RespondentReading respondent)
    {
        bool Says(string signal) => lexicon.Signals[signal].IsIn(content) || lexicon.Signals[signal].IsIn(subject);

        facts.Add(FactNames.PriorFirstDecision, Says("firstDecision"));
        facts.Add(FactNames.PriorFirstExpired, Says("firstExpired"));
        facts.Add(FactNames.PriorSecondClaimed, Says("secondClaimed"));
        facts.Add(FactNames.PriorSecondDecision, Says("secondDecision"));
        facts.Add(FactNames.Disciplinary, Says("disciplinary"));
        facts.Add(FactNames.Withdrawal, Says("withdrawnInPart") ? "part" : Says("withdrawn") ? "whole" : "none");
        facts.Add(FactNames.Unsigned, Says("unsigned"));
        facts.Add(FactNames.CrimeSigns, Says("crimeSigns"));
        facts.Add(FactNames.SentElsewhere, Says("sentElsewhere"));
        facts.Add(FactNames.RemoteArea, Says("remoteArea"));
        facts.Add(FactNames.ProtectionSought, Says("protectionSought"));
        facts.Add(
            FactNames.SeveralMatters,
            Says("severalMatters") || (respondent.Several && ComplainsAndDenounces(letter, content)));
    }

    // Petitions and feedback are received, counted and answered as one class (kiến nghị, phản ánh).
    private static string Procedure(string kind) => kind is "petition" or "feedback" ? "petition-feedback" : kind;

    private bool ComplainsAndDenounces(Letter letter, VietnameseText content) =>
        letter.Against is not null
        && new Phrase("tôi khiếu nại").IsAffirmedIn(content)
        && lexicon.Kinds["denunciation"].Phrases.Any(p => p.Weight >= 3 && p.IsAffirmedIn(content));

    /// <summary>Who signed the contested paper, as the content says ("Quyết định … của Chủ tịch UBND xã").</summary>
    private RespondentReading? Issuer(
        RespondentReader respondents, VietnameseText content, string? territory, RespondentReading holder)
    {
        foreach (var paper in lexicon.Papers)
        {
            var phrase = new Phrase($"{paper} * của");
            var from = 0;
            while (phrase.FindIn(content, from) is var (start, end))
            {
                var read = respondents.Read(content.Passage(end, 6), territory, holder);
                if (read.IsPublicOffice)
                    return read;
                from = start + 1;
            }
        }
        return null;
    }

    private (RespondentReading Respondent, string Source) Respondent(
        RespondentReader respondents, Letter letter, VietnameseText content, string? territory, RespondentReading holder,
        RespondentReading? issuer)
    {
        var against = respondents.Read(lexicon.Read(WithoutBrackets(letter.Against)), territory, holder);
        if (against.Office is not ("none" or "unknown"))
            return (against, "against");
        if (new Phrase("tố cáo").FindIn(content) is var (_, end))
        {
            var denounced = respondents.Read(content.Passage(end, 18), territory, holder);
            if (denounced.IsPublicOffice)
                return (denounced, "content");
        }
        return issuer is not null ? (issuer, "content") : (against, "none");
    }

    private static string? WithoutBrackets(string? text) => text?.Split('(')[0];
}
