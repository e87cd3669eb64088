using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.DependencyInjection;

/// <summary>What cannot be replaced is refused by name, with what to register instead; no real client slips through.</summary>
public sealed class RefusedRegistrationTests
{
    private readonly ServiceCollection _services = new();

    [Fact]
    public void A_factory_that_makes_a_real_client_is_refused_when_it_is_asked()
    {
        _services.AddSingleton(_ => new ConsumerBuilder<Null, string>(Manual).Build());
        var provider = _services.AddFakeKafka().BuildServiceProvider();

        Refused(() => provider.GetRequiredService<IConsumer<Null, string>>(), "IConsumer<Null, String>", "GetRequiredService<ConsumerBuilder<K, V>>().Build()");
    }

    [Fact]
    public void A_keyed_factory_that_makes_a_real_client_is_refused_when_it_is_asked()
    {
        _services.AddKeyedSingleton("audit", (_, _) => new ProducerBuilder<Null, string>(new ProducerConfig()).Build());
        var provider = _services.AddFakeKafka().BuildServiceProvider();

        Refused(() => provider.GetRequiredKeyedService<IProducer<Null, string>>("audit"), "IProducer<Null, String>", "register the builder");
    }

    [Fact]
    public void A_delegate_that_makes_a_real_client_is_refused_when_it_is_called()
    {
        _services.AddSingleton<Func<IAdminClient>>(() => new AdminClientBuilder(new AdminClientConfig()).Build());
        var newAdmin = _services.AddFakeKafka().BuildServiceProvider().GetRequiredService<Func<IAdminClient>>();

        Refused(() => newAdmin(), "Func<IAdminClient>", "register the builder");
    }

    [Fact]
    public void A_builder_of_its_own_kind_is_refused()
    {
        _services.AddSingleton(new TracingBuilder());

        Refused(() => _services.AddFakeKafka(), "TracingBuilder", "decorate the client");
    }

    [Fact]
    public void A_builder_of_its_own_kind_behind_the_usual_type_is_refused_when_it_is_asked_for()
    {
        _services.AddSingleton<ConsumerBuilder<Null, string>>(new TracingBuilder());
        var provider = _services.AddFakeKafka().BuildServiceProvider();

        Refused(() => provider.GetRequiredService<ConsumerBuilder<Null, string>>(), "TracingBuilder", "decorate the client");
    }

    [Fact]
    public void A_builder_on_the_handle_of_another_client_is_refused()
    {
        _services.AddSingleton<DependentProducerBuilder<Null, string>>();

        Refused(() => _services.AddFakeKafka(), "DependentProducerBuilder<Null, String>", "Register");
    }

    [Fact]
    public void What_cannot_be_looked_into_is_refused()
    {
        _services.AddSingleton(new Lazy<IProducer<Null, string>>(() => new ProducerBuilder<Null, string>(new ProducerConfig()).Build()));

        Refused(() => _services.AddFakeKafka(), "Lazy<IProducer<Null, String>>", "a delegate that returns it");
    }

    private static void Refused(Func<object> action, string name, string nextStep)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => { action(); });
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(nextStep, refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    private sealed class TracingBuilder() : ConsumerBuilder<Null, string>(Manual);
}
