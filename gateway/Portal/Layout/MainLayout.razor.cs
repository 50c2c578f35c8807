using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Portal.Access;

namespace Portal.Layout;

public partial class MainLayout
{
    private StaffMember? member;

    [CascadingParameter] public HttpContext? Http { get; set; }
    [Inject] internal SignedIn SignedIn { get; set; } = null!;

    private static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    private string Path => Http?.Request.Path.Value ?? "/";
    private string Address => Http is null ? "" : Http.Request.PathBase + Http.Request.Path + Http.Request.QueryString;

    private IEnumerable<(string Address, string Text)> Links
    {
        get
        {
            if (member is null)
            {
                yield return ("/", Texts.HomeLink);
                yield return ("/gui-don", Texts.SubmitAction);
                yield return ("/theo-doi", Texts.TrackAction);
                yield return ("/calculator", Texts.CalculatorLink);
                yield break;
            }

            yield return ("/cong-viec", Texts.TasksLink);
            if (member.ReceivesLetters) yield return ("/tiep-nhan", Texts.CounterLink);
            if (member.Oversees) yield return ("/giam-sat", Texts.OversightLink);
            if (member.Operates) yield return ("/su-co", Texts.Incidents);
            yield return ("/theo-doi", Texts.TrackAction);
            yield return ("/calculator", Texts.CalculatorLink);
            yield return ("/calendars", Texts.CalendarsLink);
        }
    }

    protected override async Task OnInitializedAsync() => member = await SignedIn.FindAsync();

    private bool IsHere(string address) => string.Equals(Path, address, StringComparison.OrdinalIgnoreCase);

    private string LanguageAddress(string language) => $"/language?to={language}&returnUrl={Uri.EscapeDataString(Address)}";
}
