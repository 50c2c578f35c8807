using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Components;

/// <summary>
/// A number that breaks at its slash where the line is short, not at any of its hyphens. In code, because a template would put
/// spaces into it, which would be copied with it.
/// </summary>
public sealed class CaseNumber : ComponentBase
{
    [Parameter, EditorRequired] public string Number { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var parts = Number.Split('/');
        for (var index = 0; index < parts.Length; index++)
        {
            if (index > 0) builder.AddMarkupContent(0, "/<wbr>");
            builder.OpenElement(1, "span");
            builder.AddAttribute(2, "class", "unbroken");
            builder.AddContent(3, parts[index]);
            builder.CloseElement();
        }
    }
}
