// Confluent.Kafka and the broker use the field's words for the same things; here the client's types are the unqualified ones.
global using Confluent.Kafka;
global using BrokerError = OffsetGuard.Broker.Protocol.ErrorCode;
global using BrokerOffset = OffsetGuard.Broker.Groups.Offsets.PartitionOffset;
global using BrokerPartition = OffsetGuard.Broker.Protocol.TopicPartition;
