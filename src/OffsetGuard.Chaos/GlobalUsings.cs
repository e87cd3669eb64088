global using OffsetGuard.Broker.Protocol;
