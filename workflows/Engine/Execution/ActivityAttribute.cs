namespace Engine.Execution;

/// <summary>Names the activity type a class carries out.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ActivityAttribute(string type) : Attribute
{
    public string Type { get; } = type;
}
