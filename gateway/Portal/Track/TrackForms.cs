using Portal.Components;

namespace Portal.Track;

/// <summary>What opens a letter's progress. Posted, so that the key never stands in an address.</summary>
public sealed class TrackForm
{
    public string? Reference { get; set; }
    public string? Key { get; set; }

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require("reference", Reference, Texts.ErrorReference);
        errors.Require("key", Key, Texts.ErrorKey);
        return errors;
    }
}

/// <summary>A withdrawal, with what opened the page.</summary>
public sealed class WithdrawForm
{
    public string? Reference { get; set; }
    public string? Key { get; set; }
    public string? Text { get; set; }
    public bool Sure { get; set; }

    public FormErrors Check()
    {
        var errors = new FormErrors();
        errors.Require("withdraw-text", Text, Texts.ErrorWithdrawText);
        if (!Sure) errors.Add("withdraw-sure", Texts.ErrorWithdrawSure);
        return errors;
    }
}
