using System.Security.Cryptography;
using System.Text;

namespace Gateway.FrontDoor;

/// <summary>This request is one a page of this process makes for its reader.</summary>
internal sealed class CallOfAPage
{
    private const string Header = "X-DonThu-Page";

    // Known to this process alone; pages call the API over its own address.
    private static readonly string Mark = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static void Sign(HttpRequestMessage call, HttpContext? reader)
    {
        call.Headers.TryAddWithoutValidation(Header, Mark);
        if (reader is not null) call.Headers.TryAddWithoutValidation(RequestIdentity.Header, reader.TraceIdentifier);
    }

    /// <summary>Notes what the mark says; the header itself goes with the others that are nobody else's.</summary>
    public static void Recognise(HttpContext http)
    {
        if (http.Request.Headers.TryGetValue(Header, out var given)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given.ToString()), Encoding.ASCII.GetBytes(Mark)))
            http.Features.Set(new CallOfAPage());
    }
}
