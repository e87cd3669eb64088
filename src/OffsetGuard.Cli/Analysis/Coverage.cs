namespace OffsetGuard.Cli.Analysis;

/// <summary>How much was analysed, and how much of it can see Confluent.Kafka: the proof that silence means something.</summary>
internal sealed record Coverage(CoverageUnit Unit, int UnitCount, int UnitsWithKafkaCount, int ConsumerCount, int LoopCount);
