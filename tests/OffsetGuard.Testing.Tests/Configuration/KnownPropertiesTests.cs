using Confluent.Kafka;
using OffsetGuard.Testing.Configuration;

namespace OffsetGuard.Testing.Tests.Configuration;

public sealed class KnownPropertiesTests
{
    [Theory]
    [InlineData(typeof(ConsumerConfig))]
    [InlineData(typeof(ProducerConfig))]
    [InlineData(typeof(AdminClientConfig))]
    public void Every_property_of_the_configuration_classes_is_known(Type configType)
    {
        var names = configType.GetProperties().Where(p => p.DeclaringType != typeof(Config) && p.SetMethod is not null).Select(p => KeyBehind(configType, p));

        Assert.DoesNotContain(names, n => n is not null && !KnownProperties.ByName.ContainsKey(n));
    }

    [Theory]
    [InlineData("session.timeout.ms", "0")]
    [InlineData("session.timeout.ms", "3600001")]
    [InlineData("session.timeout.ms", "soon")]
    [InlineData("auto.offset.reset", "first")]
    [InlineData("enable.auto.commit", "yes")]
    [InlineData("group.protocol", "share")]
    [InlineData("partitioner", "by-key")]
    [InlineData("linger.ms", "-1")]
    [InlineData("debug", "consumer,everything")]
    [InlineData("rebalance_cb", "x")]
    public void A_value_that_a_property_does_not_take_is_an_argument_error(string name, string value)
    {
        var failure = Assert.Throws<ArgumentException>(() => KnownProperties.Check(name, value));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acks", "all")]
    [InlineData("acks", "-1")]
    [InlineData("linger.ms", "0.5")]
    [InlineData("enable.auto.commit", "True")]
    [InlineData("isolation.level", "READ_COMMITTED")]
    [InlineData("debug", "cgrp,topic")]
    [InlineData("fetch.max.bytes", "0x100000")]
    public void Librdkafkas_ways_to_write_a_value_are_taken(string name, string value) => KnownProperties.Check(name, value);

    [Fact]
    public void An_unknown_property_is_an_invalid_operation_for_every_client()
    {
        var kafka = new FakeKafka();
        var config = new Dictionary<string, string> { ["group.id"] = "g", ["no.such.setting"] = "1" };

        Assert.Throws<InvalidOperationException>(() => kafka.ConsumerBuilder<string, string>(config).Build());
        Assert.Throws<InvalidOperationException>(() => kafka.ProducerBuilder<string, string>(config).Build());
        Assert.Throws<InvalidOperationException>(() => kafka.AdminClientBuilder(config).Build());
    }

    [Fact]
    public void Properties_of_the_other_kind_of_client_are_accepted()
    {
        var kafka = new FakeKafka();

        kafka.ConsumerBuilder<string, string>(new Dictionary<string, string> { ["group.id"] = "g", ["transactional.id"] = "x" }).Build().Dispose();
        kafka.ProducerBuilder<string, string>(new Dictionary<string, string> { ["group.id"] = "g" }).Build().Dispose();
        kafka.AdminClientBuilder(new Dictionary<string, string> { ["group.id"] = "g" }).Build().Dispose();
    }

    [Fact]
    public void An_alias_and_its_property_are_one()
    {
        var reader = new ConfigReader([new("acks", "1"), new("request.required.acks", "all")]);

        Assert.Equal(-1, reader.Number("acks", 0));   // the last one wins
    }

    /// <summary>The key that a typed property writes, found by setting it; null for one that writes none.</summary>
    private static string? KeyBehind(Type configType, System.Reflection.PropertyInfo property)
    {
        var config = (Config)Activator.CreateInstance(configType)!;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object value = type == typeof(string) ? "all" : type == typeof(bool) ? true : type.IsEnum ? Enum.GetValues(type).GetValue(1)! : Convert.ChangeType(1, type);
        property.SetValue(config, value);
        return config.FirstOrDefault().Key;
    }
}
