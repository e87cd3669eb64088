using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Topics;

public sealed class ConfigTests
{
    private static readonly ConfigResource s_orders = new(ConfigResourceKind.Topic, "orders");
    private static readonly ConfigResource s_brokers = new(ConfigResourceKind.Broker, "");

    [Fact]
    public void A_topic_follows_the_brokers_where_it_says_nothing()
    {
        var broker = WithOrders(("retention.bytes", "10"));

        Alter(broker, s_brokers, new ConfigChange("log.retention.ms", ConfigOperation.Set, "5000"));

        Assert.Equal(new DescribedConfig("retention.ms", "5000", ConfigSource.Broker, false), Describe(broker, "retention.ms"));
        Assert.Equal(new DescribedConfig("retention.bytes", "10", ConfigSource.Topic, false), Describe(broker, "retention.bytes"));
        Assert.Equal(new DescribedConfig("segment.ms", "604800000", ConfigSource.Default, false), Describe(broker, "segment.ms"));
    }

    [Fact]
    public void A_shorter_retention_takes_effect_with_the_next_check()
    {
        var broker = WithOrders();
        broker.Append(null, "a", 1000);

        Alter(broker, s_orders, new ConfigChange("retention.ms", ConfigOperation.Set, "5000"));

        Assert.Empty(broker.Advance(TimeSpan.FromSeconds(2)).Offsets());
    }

    [Fact]
    public void Words_are_added_to_a_list_and_taken_from_it()
    {
        var broker = WithOrders();

        Alter(broker, s_orders, new ConfigChange("cleanup.policy", ConfigOperation.Append, "compact"));
        Assert.Equal("delete,compact", Describe(broker, "cleanup.policy").Value);

        Alter(broker, s_orders, new ConfigChange("cleanup.policy", ConfigOperation.Subtract, "delete"));
        Assert.Equal("compact", Describe(broker, "cleanup.policy").Value);
    }

    [Fact]
    public void The_old_way_to_alter_drops_what_it_does_not_name()
    {
        var broker = WithOrders(("retention.bytes", "10"));

        broker.Ask<AlterConfigsReply>(
            new AlterConfigsRequest(s_orders, [new ConfigChange("retention.ms", ConfigOperation.Set, "5000")]) { ReplacesAll = true });

        Assert.Equal(("-1", "5000"), (Describe(broker, "retention.bytes").Value, Describe(broker, "retention.ms").Value));
    }

    [Fact]
    public void One_bad_change_leaves_everything_as_it_was()
    {
        var broker = WithOrders();

        var error = Alter(
            broker, s_orders, new ConfigChange("retention.ms", ConfigOperation.Set, "5000"), new ConfigChange("segment.ms", ConfigOperation.Set, "0"));

        Assert.Equal(ErrorCode.InvalidConfig, error);
        Assert.Equal("-1", Describe(broker, "retention.ms").Value);
    }

    [Fact]
    public void A_broker_setting_that_is_fixed_at_the_start_is_refused() => Assert.Equal(
        ErrorCode.InvalidRequest, Alter(WithOrders(), s_brokers, new ConfigChange("auto.create.topics.enable", ConfigOperation.Set, "true")));

    [Fact]
    public void An_unknown_broker_setting_names_the_known_ones()
    {
        var failure = Assert.Throws<ArgumentException>(() => ClusterOptions.From(new Dictionary<string, string> { ["log.retention.days"] = "1" }));

        Assert.Contains("log.retention.days", failure.Message, StringComparison.Ordinal);
        Assert.Contains("log.retention.ms", failure.Message, StringComparison.Ordinal);
    }

    private static ErrorCode Alter(Scenario broker, ConfigResource resource, params ConfigChange[] changes) =>
        broker.Ask<AlterConfigsReply>(new AlterConfigsRequest(resource, changes)).Error;

    private static DescribedConfig Describe(Scenario broker, string name) =>
        broker.Ask<DescribeConfigsReply>(new DescribeConfigsRequest(s_orders)).Configs.Single(c => c.Name == name);
}
