using System.Reflection;
using Confluent.Kafka;
using OffsetGuard.Testing.Tests.Consumers;
using OffsetGuard.Testing.Tests.Producers;

namespace OffsetGuard.Testing.Tests;

/// <summary>Every member of the client interfaces is implemented and has its tests, or refuses by name and changes nothing.</summary>
public sealed class ParityTests
{
    private static readonly Dictionary<string, Type> s_testsOfConsumer = new(StringComparer.Ordinal)
    {
        ["get_Assignment"] = typeof(SubscribeAndAssignTests),
        ["get_ConsumerGroupMetadata"] = typeof(TransactionTests),
        ["get_Handle"] = typeof(ParityTests),
        ["get_MemberId"] = typeof(SubscribeAndAssignTests),
        ["get_Name"] = typeof(CloseAndDisposeTests),
        ["get_Subscription"] = typeof(SubscribeAndAssignTests),
        ["AddBrokers"] = typeof(ParityTests),
        ["get_ConsumerGroupMetadata"] = typeof(SubscribeAndAssignTests),
        ["Assign"] = typeof(SubscribeAndAssignTests),
        ["Close"] = typeof(CloseAndDisposeTests),
        ["Commit"] = typeof(CommitTests),
        ["Committed"] = typeof(SubscribeAndAssignTests),
        ["Consume"] = typeof(ConsumeTests),
        ["Dispose"] = typeof(CloseAndDisposeTests),
        ["GetWatermarkOffsets"] = typeof(LogQueryTests),
        ["IncrementalAssign"] = typeof(IncrementalAssignTests),
        ["IncrementalUnassign"] = typeof(IncrementalAssignTests),
        ["OffsetsForTimes"] = typeof(LogQueryTests),
        ["Pause"] = typeof(PauseTests),
        ["Position"] = typeof(ConsumeTests),
        ["QueryWatermarkOffsets"] = typeof(LogQueryTests),
        ["Resume"] = typeof(PauseTests),
        ["Seek"] = typeof(SeekTests),
        ["SetSaslCredentials"] = typeof(ParityTests),
        ["StoreOffset"] = typeof(StoreOffsetTests),
        ["Subscribe"] = typeof(SubscribeAndAssignTests),
        ["Unassign"] = typeof(StoreOffsetTests),
        ["Unsubscribe"] = typeof(CloseAndDisposeTests),
    };

    private static readonly Dictionary<string, Type> s_testsOfProducer = new(StringComparer.Ordinal)
    {
        ["get_Handle"] = typeof(ParityTests),
        ["get_Name"] = typeof(ParityTests),
        ["AbortTransaction"] = typeof(TransactionTests),
        ["AddBrokers"] = typeof(ParityTests),
        ["BeginTransaction"] = typeof(TransactionTests),
        ["CommitTransaction"] = typeof(TransactionTests),
        ["Dispose"] = typeof(ProduceTests),
        ["Flush"] = typeof(ProduceTests),
        ["InitTransactions"] = typeof(TransactionTests),
        ["Poll"] = typeof(ProduceTests),
        ["Produce"] = typeof(ProduceTests),
        ["ProduceAsync"] = typeof(ProduceTests),
        ["SendOffsetsToTransaction"] = typeof(TransactionTests),
        ["SetSaslCredentials"] = typeof(ParityTests),
    };

    [Fact]
    public void Every_consumer_member_is_implemented_and_has_its_tests() =>
        Assert.Empty(MembersOf(typeof(IConsumer<Null, string>)).Select(m => m.Name).Except(s_testsOfConsumer.Keys));

    [Fact]
    public void Every_producer_member_is_implemented_or_refuses_by_name()
    {
        var kafka = World.WithOrders("a");
        using var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig()).Build();

        AssertRefused(typeof(IProducer<Null, string>), producer, s_testsOfProducer);

        Assert.Equal(["a"], kafka.Topic("orders").Values(0));
    }

    [Fact]
    public void The_tables_name_members_that_exist()
    {
        Assert.Empty(s_testsOfConsumer.Keys.Except(MembersOf(typeof(IConsumer<Null, string>)).Select(m => m.Name)));
        Assert.Empty(s_testsOfProducer.Keys.Except(MembersOf(typeof(IProducer<Null, string>)).Select(m => m.Name)));
    }

    [Fact]
    public void Members_that_speak_of_the_network_do_nothing_and_refuse_null()
    {
        IClient[] clients =
        [
            World.WithOrders().Consumer(World.Manual),
            World.WithOrders().ProducerBuilder<Null, string>(new ProducerConfig()).Build(),
        ];

        Assert.All(clients, client =>
        {
            client.SetSaslCredentials("user", "secret");
            Assert.Equal(0, client.AddBrokers("broker:9092"));
            Assert.Throws<ArgumentNullException>(() => client.AddBrokers(null));
            Assert.NotNull(client.Handle);
            Assert.StartsWith("rdkafka#", client.Name, StringComparison.Ordinal);
        });
    }

    internal static IEnumerable<string> RefusedMembers() =>
        MembersOf(typeof(IConsumer<Null, string>)).Where(m => !s_testsOfConsumer.ContainsKey(m.Name))
            .Concat(MembersOf(typeof(IProducer<Null, string>)).Where(m => !s_testsOfProducer.ContainsKey(m.Name)))
            .Select(m => m.Name.Replace("get_", "", StringComparison.Ordinal)).Distinct();

    private static void AssertRefused(Type contract, object client, Dictionary<string, Type> implemented)
    {
        foreach (var member in MembersOf(contract).Where(m => !implemented.ContainsKey(m.Name)))
        {
            var arguments = member.GetParameters().Select(p => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null);
            var error = Assert.Throws<TargetInvocationException>(() => member.Invoke(client, [.. arguments])).InnerException;

            var name = member.Name.Replace("get_", "", StringComparison.Ordinal);
            Assert.Contains(name, Assert.IsType<NotSupportedException>(error).Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<MethodInfo> MembersOf(Type contract) =>
        contract.GetInterfaces().Append(contract).SelectMany(i => i.GetMethods());
}
