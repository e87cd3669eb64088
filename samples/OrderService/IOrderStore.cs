using Confluent.Kafka;

namespace Samples.OrderService;

/// <summary>Where orders are kept.</summary>
public interface IOrderStore
{
    /// <summary>Keeps an order. It returns when the order is durable; keeping the same source twice changes nothing.</summary>
    void Save(Order order, TopicPartitionOffset source);
}
