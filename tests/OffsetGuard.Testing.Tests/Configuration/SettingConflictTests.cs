using OffsetGuard.Testing.Configuration;

namespace OffsetGuard.Testing.Tests.Configuration;

public sealed class SettingConflictTests
{
    [Theory]
    [InlineData("max.poll.interval.ms=9999", "session.timeout.ms=10000")]
    [InlineData("group.protocol=consumer", "session.timeout.ms=45000")]
    [InlineData("group.protocol=consumer", "heartbeat.interval.ms=3000")]
    [InlineData("group.protocol=consumer", "partition.assignment.strategy=range")]
    [InlineData("group.protocol=consumer", "group.protocol.type=consumer")]
    [InlineData("fetch.max.bytes=2000", "message.max.bytes=4000")]
    [InlineData("receive.message.max.bytes=2000", "fetch.max.bytes=2000000")]
    public void Settings_of_a_consumer_that_contradict_each_other_are_refused(params string[] settings) =>
        Assert.Throws<InvalidOperationException>(() => SettingConflicts.CheckConsumer(Reader(settings)));

    [Theory]
    [InlineData("heartbeat.interval.ms=60000")]
    [InlineData("group.protocol=consumer", "max.poll.interval.ms=1000")]
    public void Settings_of_a_consumer_that_only_look_wrong_are_accepted(params string[] settings) =>
        SettingConflicts.CheckConsumer(Reader(settings));

    [Theory]
    [InlineData("transactional.id=x", "enable.idempotence=false")]
    [InlineData("transactional.id=x", "message.timeout.ms=60001")]
    [InlineData("transactional.id=x", "acks=1")]
    [InlineData("enable.idempotence=true", "acks=1")]
    [InlineData("enable.idempotence=true", "retries=0")]
    [InlineData("enable.idempotence=true", "max.in.flight=6")]
    [InlineData("enable.idempotence=true", "queuing.strategy=lifo")]
    [InlineData("enable.gapless.guarantee=true")]
    [InlineData("message.timeout.ms=10", "linger.ms=10")]
    public void Settings_of_a_producer_that_contradict_each_other_are_refused(params string[] settings) =>
        Assert.Throws<InvalidOperationException>(() => SettingConflicts.CheckProducer(Reader(settings)));

    [Theory]
    [InlineData("acks=all", "enable.idempotence=true")]
    [InlineData("transactional.id=x")]
    [InlineData("message.timeout.ms=3")]
    public void Settings_of_a_producer_that_fit_are_accepted(params string[] settings) =>
        SettingConflicts.CheckProducer(Reader(settings));

    [Fact]
    public void An_admin_client_takes_no_setting_of_Confluent_Kafkas_producers_and_consumers() => Assert.Throws<ArgumentException>(
        () => new FakeKafka().AdminClientBuilder([new("dotnet.producer.enable.background.poll", "false")]).Build());

    [Theory]
    [InlineData("0", typeof(ArgumentOutOfRangeException))]
    [InlineData("10001", typeof(ArgumentOutOfRangeException))]
    [InlineData("soon", typeof(ArgumentException))]
    public void The_delay_of_a_cancellation_is_from_one_to_ten_thousand_milliseconds(string value, Type expected) => Assert.Throws(
        expected,
        () => new FakeKafka().ConsumerBuilder<string, string>([new("group.id", "g"), new("dotnet.cancellation.delay.max.ms", value)]).Build());

    private static ConfigReader Reader(string[] settings) =>
        new(settings.Select(s => KeyValuePair.Create(s.Split('=')[0], s.Split('=')[1])));
}
