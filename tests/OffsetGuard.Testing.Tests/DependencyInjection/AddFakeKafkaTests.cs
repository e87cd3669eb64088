using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using OffsetGuard.Testing.DependencyInjection;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.DependencyInjection;

/// <summary>An application's registrations, with the fake in the place of the real client.</summary>
public sealed class AddFakeKafkaTests
{
    private readonly ServiceCollection _services = new();
    private readonly FakeKafka _kafka = WithOrders("a");

    public static TheoryData<string, Action<IServiceCollection>> Registrations => new()
    {
        { "instance", s => s.AddSingleton(NewBuilder()) },
        { "factory", s => s.AddTransient(_ => NewBuilder()) },
        { "type", s => s.AddSingleton<IEnumerable<KeyValuePair<string, string>>>(Manual).AddSingleton<ConsumerBuilder<Null, string>>() },
        { "open type", s => s.AddSingleton<IEnumerable<KeyValuePair<string, string>>>(Manual).AddScoped(typeof(ConsumerBuilder<,>)) },
    };

    [Theory]
    [MemberData(nameof(Registrations))]
    public void A_registered_builder_builds_consumers_of_the_fake(string how, Action<IServiceCollection> register)
    {
        register(_services);

        using var consumer = Provider().GetRequiredService<ConsumerBuilder<Null, string>>().Build();

        consumer.Subscribe("orders");
        Assert.True(consumer.Next()?.Message.Value == "a", how);
    }

    [Fact]
    public void Lifetimes_stay_as_they_are()
    {
        _services.AddTransient(_ => NewBuilder()).AddSingleton(new ProducerBuilder<Null, string>(new ProducerConfig()));

        var provider = Provider();

        Assert.NotSame(provider.GetRequiredService<ConsumerBuilder<Null, string>>(), provider.GetRequiredService<ConsumerBuilder<Null, string>>());
        Assert.Same(provider.GetRequiredService<ProducerBuilder<Null, string>>(), provider.GetRequiredService<ProducerBuilder<Null, string>>());
    }

    [Fact]
    public void Keyed_builders_stay_keyed()
    {
        _services.AddKeyedSingleton("instance", NewBuilder());
        _services.AddKeyedTransient("factory", (_, key) => new ConsumerBuilder<Null, string>(new ConsumerConfig(Manual) { ClientId = $"{key}" }));

        var provider = Provider();

        Assert.IsType<FakeConsumerBuilder<Null, string>>(provider.GetRequiredKeyedService<ConsumerBuilder<Null, string>>("instance"));
        using var consumer = provider.GetRequiredKeyedService<ConsumerBuilder<Null, string>>("factory").Build();
        Assert.StartsWith("factory#", consumer.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Handlers_and_deserializers_of_the_application_are_kept()
    {
        var assigned = 0;
        _services.AddSingleton(NewBuilder()
            .SetValueDeserializer(new Shouting())
            .SetPartitionsAssignedHandler((_, partitions) => assigned = partitions.Count));

        using var consumer = Provider().GetRequiredService<ConsumerBuilder<Null, string>>().Build();

        consumer.Subscribe("orders");
        Assert.Equal(("A!", 1), (consumer.Next()!.Message.Value, assigned));
    }

    [Fact]
    public void Serializers_and_partitioners_of_the_application_are_kept()
    {
        _kafka.CreateTopic("sent", partitions: 3);
        _services.AddSingleton(new ProducerBuilder<Null, string>(new ProducerConfig())
            .SetValueSerializer(new Shouting())
            .SetDefaultPartitioner((_, _, _, _) => 2));

        using var producer = Provider().GetRequiredService<ProducerBuilder<Null, string>>().Build();
        producer.Produce("sent", new Message<Null, string> { Value = "a" });
        producer.Flush();

        Assert.Equal(["A!"], _kafka.Topic("sent").Values(2));
    }

    [Fact]
    public void Everything_that_a_builder_holds_is_copied()
    {
        var builder = NewBuilder()
            .SetKeyDeserializer(Deserializers.Null).SetValueDeserializer(Deserializers.Utf8)
            .SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).SetStatisticsHandler((_, _) => { })
            .SetOAuthBearerTokenRefreshHandler((_, _) => { }).SetOffsetsCommittedHandler((_, _) => { })
            .SetPartitionsAssignedHandler((_, _) => { }).SetPartitionsRevokedHandler((_, p) => p).SetPartitionsLostHandler((_, p) => p);
        var fields = typeof(ConsumerBuilder<Null, string>).GetFields(
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic);

        var copy = BuilderCopy.Copy(builder, _kafka);

        Assert.True(fields.Length >= 12, "the state of a builder lies in its fields");
        Assert.All(fields, field =>
        {
            Assert.False(field.GetValue(builder) is null or false, $"{field.Name} is not set by this test");
            Assert.Equal(field.GetValue(builder), field.GetValue(copy));
        });
    }

    [Fact]
    public void An_admin_client_is_one_of_the_fake()
    {
        _services.AddSingleton(new AdminClientBuilder(new AdminClientConfig()));
        _services.AddSingleton(provider => provider.GetRequiredService<AdminClientBuilder>().Build());

        var admin = Provider().GetRequiredService<IAdminClient>();

        Assert.Contains(admin.GetMetadata(TimeSpan.FromSeconds(1)).Topics, t => t.Topic == "orders");
    }

    [Fact]
    public void A_delegate_that_returns_builders_is_wrapped()
    {
        _services.AddSingleton<Func<ConsumerConfig, ConsumerBuilder<Null, string>>>(config => new ConsumerBuilder<Null, string>(config));

        var builderFor = Provider().GetRequiredService<Func<ConsumerConfig, ConsumerBuilder<Null, string>>>();

        using var consumer = builderFor(Manual).Build();
        consumer.Subscribe("orders");
        Assert.Equal("a", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_factory_of_clients_may_use_a_registered_builder()
    {
        _services.AddSingleton(NewBuilder());
        _services.AddTransient(provider => provider.GetRequiredService<ConsumerBuilder<Null, string>>().Build());
        _services.AddSingleton<Func<IConsumer<Null, string>>>(provider => () => provider.GetRequiredService<IConsumer<Null, string>>());

        using var consumer = Provider().GetRequiredService<Func<IConsumer<Null, string>>>()();

        consumer.Subscribe("orders");
        Assert.Equal("a", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_client_of_the_applications_own_making_stays()
    {
        var own = _kafka.ProducerBuilder<Null, string>(new ProducerConfig()).Build();
        _services.AddSingleton(own);

        Assert.Same(own, Provider().GetRequiredService<IProducer<Null, string>>());
    }

    [Fact]
    public void Adding_the_fake_twice_changes_nothing_more()
    {
        _services.AddSingleton(NewBuilder()).AddFakeKafka(_kafka);

        Assert.IsType<FakeConsumerBuilder<Null, string>>(Provider().GetRequiredService<ConsumerBuilder<Null, string>>());
    }

    [Fact]
    public void Without_more_words_the_clock_is_live_and_each_provider_has_a_cluster_of_its_own()
    {
        _services.AddFakeKafka();

        var kafka = _services.BuildServiceProvider().GetRequiredService<FakeKafka>();

        Assert.True(kafka.Host.IsLive);
        Assert.NotSame(kafka, _services.BuildServiceProvider().GetRequiredService<FakeKafka>());
    }

    private static ConsumerBuilder<Null, string> NewBuilder() => new(Manual);

    private ServiceProvider Provider() => _services.AddFakeKafka(_kafka).BuildServiceProvider();

    private sealed class Shouting : IDeserializer<string>, ISerializer<string>
    {
        public string Deserialize(ReadOnlySpan<byte> data, bool isNull, SerializationContext context) =>
            System.Text.Encoding.UTF8.GetString(data).ToUpperInvariant() + "!";

        public byte[] Serialize(string data, SerializationContext context) => System.Text.Encoding.UTF8.GetBytes(data.ToUpperInvariant() + "!");
    }
}
