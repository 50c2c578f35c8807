using Clock;

namespace Engine;

/// <summary>A decision or conclusion made public.</summary>
/// <param name="Form">The form of the document.</param>
/// <param name="Title">What it is; it names no person.</param>
/// <param name="Manner"><c>meeting</c>, <c>posting</c>, <c>portal</c> or <c>media</c>.</param>
/// <param name="On">The first day.</param>
/// <param name="Until">The last day it has to stay up; null when it happens once.</param>
/// <param name="Article">The article that demands it.</param>
public sealed record Publication(string Form, BilingualText Title, string Number, string Manner, DateOnly On, DateOnly? Until, string Article);
