namespace AllInOne;

/// <summary>Names this host for tests.</summary>
public sealed class AllInOneHost;
