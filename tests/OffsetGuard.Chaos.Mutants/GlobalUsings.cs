global using OffsetGuard.Chaos;
global using Confluent.Kafka;
global using OffsetGuard.Chaos.Worlds;
global using Consumer = Confluent.Kafka.IConsumer<string, string>;
global using Order = Confluent.Kafka.ConsumeResult<string, string>;
