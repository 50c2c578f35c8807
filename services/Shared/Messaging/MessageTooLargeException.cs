namespace Shared.Messaging;

/// <summary>A message is larger than any queue takes. It is refused where it is made: nothing of the change is kept.</summary>
public sealed class MessageTooLargeException(Type type, int length)
    : Exception($"{type.Name} has {length} characters; {OutboxMessage.LongestBody} is the most a message may have.");
