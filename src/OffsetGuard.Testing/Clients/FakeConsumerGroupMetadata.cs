using OffsetGuard.Broker.Groups;

namespace OffsetGuard.Testing.Clients;

/// <summary>Who a fake consumer was in its group when it was asked; a fake producer accepts no other.</summary>
internal sealed record FakeConsumerGroupMetadata(string GroupId, MemberStamp Member) : IConsumerGroupMetadata;
