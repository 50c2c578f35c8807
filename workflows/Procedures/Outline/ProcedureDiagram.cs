using System.Globalization;
using System.Net;
using System.Text;

namespace Procedures.Outline;

/// <summary>
/// A procedure as a drawing (SVG), where the drawing board put its steps. Kinds of steps differ by shape and stroke, not by colour
/// alone; the picture carries a title and a description for those who hear it.
/// </summary>
public static class ProcedureDiagram
{
    private const double Wide = 200;
    private const double High = 56;
    private const double Margin = 40;

    /// <param name="language"><c>vi</c> or <c>en</c>.</param>
    public static string Write(ProcedureDefinition definition, string language)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var english = language == "en";
        var places = Places(definition);
        var (left, top) = (places.Values.Min(place => place.X) - Margin, places.Values.Min(place => place.Y) - Margin);
        var (right, bottom) = (places.Values.Max(place => place.X) + Wide + Margin, places.Values.Max(place => place.Y) + High + Margin);
        var name = english ? definition.Name.En : definition.Name.Vi;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{N(right - left)}\" height=\"{N(bottom - top)}\" viewBox=\"{N(left)} {N(top)} {N(right - left)} {N(bottom - top)}\" font-family=\"sans-serif\" font-size=\"12\">");
        text.Append("<title>").Append(E(name)).AppendLine("</title>");
        text.Append("<desc>").Append(E(english
            ? $"{definition.Activities.Count} steps, in force from {definition.InForceFrom:yyyy-MM-dd}."
            : $"{definition.Activities.Count} bước, hiệu lực từ {definition.InForceFrom:dd/MM/yyyy}.")).AppendLine("</desc>");
        text.AppendLine("<defs><marker id=\"to\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#555\"/></marker></defs>");
        text.AppendLine(CultureInfo.InvariantCulture, $"<rect x=\"{N(left)}\" y=\"{N(top)}\" width=\"{N(right - left)}\" height=\"{N(bottom - top)}\" fill=\"#fff\"/>");
        foreach (var connection in definition.Connections) Arrow(text, connection, places);
        foreach (var step in definition.Activities) Box(text, step, places[step.Id], english);
        return text.AppendLine("</svg>").ToString();
    }

    private static Dictionary<string, (double X, double Y)> Places(ProcedureDefinition definition)
    {
        // What nobody has placed goes below, one beside the other.
        var below = definition.Activities.Max(step => step.Position?.Y ?? 0) + (2 * High);
        var free = 0;
        return definition.Activities.ToDictionary(step => step.Id, step => step.Position ?? (free++ * (Wide + Margin), below));
    }

    private static void Arrow(StringBuilder text, Connection connection, Dictionary<string, (double X, double Y)> places)
    {
        if (!places.TryGetValue(connection.Source, out var from) || !places.TryGetValue(connection.Target, out var to)) return;
        var (x1, y1) = (from.X + Wide, from.Y + (High / 2));
        var (x2, y2) = (to.X, to.Y + (High / 2));
        if (to.X < from.X + Wide)
        {
            (x1, y1) = (from.X + (Wide / 2), to.Y > from.Y ? from.Y + High : from.Y);
            (x2, y2) = (to.X + (Wide / 2), to.Y > from.Y ? to.Y : to.Y + High);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"<path d=\"M{N(x1)} {N(y1)}C{N(x1)} {N((y1 + y2) / 2)} {N(x2)} {N((y1 + y2) / 2)} {N(x2)} {N(y2)}\" fill=\"none\" stroke=\"#555\" marker-end=\"url(#to)\"/>");
        }
        else
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"<path d=\"M{N(x1)} {N(y1)}C{N((x1 + x2) / 2)} {N(y1)} {N((x1 + x2) / 2)} {N(y2)} {N(x2)} {N(y2)}\" fill=\"none\" stroke=\"#555\" marker-end=\"url(#to)\"/>");
        }

        if (connection.SourcePort == "Done") return;
        text.AppendLine(CultureInfo.InvariantCulture,
            $"<text x=\"{N((x1 + x2) / 2)}\" y=\"{N(((y1 + y2) / 2) - 4)}\" text-anchor=\"middle\" fill=\"#333\" font-size=\"10\" paint-order=\"stroke\" stroke=\"#fff\" stroke-width=\"3\">{E(connection.SourcePort)}</text>");
    }

    private static void Box(StringBuilder text, ActivityNode step, (double X, double Y) place, bool english)
    {
        var (fill, stroke, round, dash) = step.Type switch
        {
            "Elsa.Start" or "Elsa.End" or "Elsa.Finish" => ("#f2f2f2", "#444", 28, ""),
            "DonThu.OfficerTask" or "DonThu.HoldDialogue" => ("#eaf3ff", "#0b4a8f", 4, ""),
            "DonThu.AwaitEvent" => ("#fff8e1", "#8a5a00", 4, "6 3"),
            { } type when type.EndsWith("TimeLimit", StringComparison.Ordinal) || type.EndsWith("TimeLimits", StringComparison.Ordinal) => ("#eaf7ee", "#17693a", 14, ""),
            { } type when type.StartsWith("Elsa.", StringComparison.Ordinal) => ("#fff", "#444", 0, "2 2"),
            _ => ("#f7efff", "#5b2a86", 4, ""),
        };
        var dashes = dash.Length == 0 ? "" : $" stroke-dasharray=\"{dash}\"";
        text.AppendLine(CultureInfo.InvariantCulture,
            $"<g><title>{E(step.Article ?? step.Type)}</title><rect x=\"{N(place.X)}\" y=\"{N(place.Y)}\" width=\"{N(Wide)}\" height=\"{N(High)}\" rx=\"{round}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"{dashes}/>");
        var lines = Lines(english ? step.Name.En : step.Name.Vi);
        for (var index = 0; index < lines.Count; index++)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"<text x=\"{N(place.X + (Wide / 2))}\" y=\"{N(place.Y + (High / 2) + 4 + ((index - ((lines.Count - 1) / 2.0)) * 14))}\" text-anchor=\"middle\" fill=\"#111\">{E(lines[index])}</text>");
        }

        text.AppendLine("</g>");
    }

    /// <summary>At most three lines of about thirty letters.</summary>
    private static List<string> Lines(string words)
    {
        var lines = new List<string> { "" };
        foreach (var word in words.Split(' '))
        {
            if (lines[^1].Length + word.Length > 30 && lines[^1].Length > 0)
            {
                if (lines.Count == 3)
                {
                    lines[^1] += " …";
                    break;
                }

                lines.Add("");
            }

            lines[^1] += lines[^1].Length == 0 ? word : " " + word;
        }

        return lines;
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
