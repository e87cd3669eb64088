using Confluent.Kafka.Admin;
using OffsetGuard.Testing.Clients;

namespace OffsetGuard.Testing;

public sealed partial class FakeAdminClient
{
    /// <summary>Not supported: the fake has no users and permissions.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task CreateAclsAsync(IEnumerable<AclBinding> aclBindings, CreateAclsOptions? options = null) => throw Refusals.NoSecurity();

    /// <summary>Not supported: the fake has no users and permissions.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<DescribeAclsResult> DescribeAclsAsync(AclBindingFilter aclBindingFilter, DescribeAclsOptions? options = null) =>
        throw Refusals.NoSecurity();

    /// <summary>Not supported: the fake has no users and permissions.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<List<DeleteAclsResult>> DeleteAclsAsync(IEnumerable<AclBindingFilter> aclBindingFilters, DeleteAclsOptions? options = null) =>
        throw Refusals.NoSecurity();

    /// <summary>Not supported: the fake has no users and permissions.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<DescribeUserScramCredentialsResult> DescribeUserScramCredentialsAsync(
        IEnumerable<string> users, DescribeUserScramCredentialsOptions? options = null) => throw Refusals.NoSecurity();

    /// <summary>Not supported: the fake has no users and permissions.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task AlterUserScramCredentialsAsync(
        IEnumerable<UserScramCredentialAlteration> alterations, AlterUserScramCredentialsOptions? options = null) =>
        throw Refusals.NoSecurity();
}
