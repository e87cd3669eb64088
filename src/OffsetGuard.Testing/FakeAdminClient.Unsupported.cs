using Confluent.Kafka.Admin;
using OffsetGuard.Testing.Clients;

namespace OffsetGuard.Testing;

public sealed partial class FakeAdminClient
{
    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public List<GroupInfo> ListGroups(TimeSpan timeout) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public GroupInfo ListGroup(string group, TimeSpan timeout) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Metadata GetMetadata(string topic, TimeSpan timeout) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Metadata GetMetadata(TimeSpan timeout) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task CreatePartitionsAsync(IEnumerable<PartitionsSpecification> partitionsSpecifications, CreatePartitionsOptions? options = null) =>
        throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task DeleteGroupsAsync(IList<string> groups, DeleteGroupsOptions? options = null) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task DeleteTopicsAsync(IEnumerable<string> topics, DeleteTopicsOptions? options = null) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task CreateTopicsAsync(IEnumerable<TopicSpecification> topics, CreateTopicsOptions? options = null) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task AlterConfigsAsync(Dictionary<ConfigResource, List<ConfigEntry>> configs, AlterConfigsOptions? options = null) =>
        throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<List<IncrementalAlterConfigsResult>> IncrementalAlterConfigsAsync(
        Dictionary<ConfigResource, List<ConfigEntry>> configs, IncrementalAlterConfigsOptions? options = null) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<List<DescribeConfigsResult>> DescribeConfigsAsync(IEnumerable<ConfigResource> resources, DescribeConfigsOptions? options = null) =>
        throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<List<DeleteRecordsResult>> DeleteRecordsAsync(
        IEnumerable<TopicPartitionOffset> topicPartitionOffsets, DeleteRecordsOptions? options = null) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task CreateAclsAsync(IEnumerable<AclBinding> aclBindings, CreateAclsOptions? options = null) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<DescribeAclsResult> DescribeAclsAsync(AclBindingFilter aclBindingFilter, DescribeAclsOptions? options = null) =>
        throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<List<DeleteAclsResult>> DeleteAclsAsync(IEnumerable<AclBindingFilter> aclBindingFilters, DeleteAclsOptions? options = null) =>
        throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<DeleteConsumerGroupOffsetsResult> DeleteConsumerGroupOffsetsAsync(
        string group, IEnumerable<TopicPartition> partitions, DeleteConsumerGroupOffsetsOptions? options = null) =>
        throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<List<AlterConsumerGroupOffsetsResult>> AlterConsumerGroupOffsetsAsync(
        IEnumerable<ConsumerGroupTopicPartitionOffsets> groupPartitions, AlterConsumerGroupOffsetsOptions? options = null) =>
        throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<List<ListConsumerGroupOffsetsResult>> ListConsumerGroupOffsetsAsync(
        IEnumerable<ConsumerGroupTopicPartitions> groupPartitions, ListConsumerGroupOffsetsOptions? options = null) =>
        throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<ListConsumerGroupsResult> ListConsumerGroupsAsync(ListConsumerGroupsOptions? options = null) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<DescribeConsumerGroupsResult> DescribeConsumerGroupsAsync(
        IEnumerable<string> groups, DescribeConsumerGroupsOptions? options = null) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<DescribeUserScramCredentialsResult> DescribeUserScramCredentialsAsync(
        IEnumerable<string> users, DescribeUserScramCredentialsOptions? options = null) => throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task AlterUserScramCredentialsAsync(
        IEnumerable<UserScramCredentialAlteration> alterations, AlterUserScramCredentialsOptions? options = null) =>
        throw Refusals.NotSupportedYet();

    /// <summary>Not supported yet.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<ListOffsetsResult> ListOffsetsAsync(IEnumerable<TopicPartitionOffsetSpec> topicPartitionOffsets, ListOffsetsOptions? options = null) =>
        throw Refusals.NotSupportedYet();
}
