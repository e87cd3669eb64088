using System.Reflection;
using Confluent.Kafka;

namespace OffsetGuard.Testing.Tests.Admin;

public sealed class AdminParityTests
{
    private static readonly string[] s_refused =
        ["AlterUserScramCredentialsAsync", "CreateAclsAsync", "DeleteAclsAsync", "DescribeAclsAsync", "DescribeUserScramCredentialsAsync"];

    [Fact]
    public void Members_about_users_and_permissions_refuse_by_name_and_no_others()
    {
        var admin = World.WithOrders().AdminClient();

        var refused = MembersOf(typeof(IAdminClient)).Where(m => m.Name != "Dispose")
            .Where(m => Invoke(m, admin) is NotSupportedException failure && failure.Message.Contains(m.Name, StringComparison.Ordinal));

        Assert.Equal(s_refused, refused.Select(m => m.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_real_client_offers_as_extensions_stands_on_the_fake_itself()
    {
        var extensions = typeof(IAdminClientExtensions).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(m => m.Name);

        Assert.All(extensions, name => Assert.NotNull(typeof(FakeAdminClient).GetMethod(name)));
    }

    [Fact]
    public void A_disposed_admin_client_refuses_every_call_and_a_second_Dispose()
    {
        var admin = World.WithOrders().AdminClient();
        admin.Dispose();

        Assert.Throws<ObjectDisposedException>(admin.Dispose);
        Assert.Throws<ObjectDisposedException>(() => { _ = admin.DeleteTopicsAsync(["orders"]); });
        Assert.Throws<ObjectDisposedException>(() => admin.GetMetadata(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Each_extension_of_the_cluster_answers()
    {
        var admin = World.WithOrders().AdminClient();

        Assert.Single((await admin.DescribeClusterAsync()).Nodes);
        Assert.Empty((await admin.ElectLeadersAsync(ElectionType.Preferred)).TopicPartitions);
    }

    private static Exception? Invoke(MethodInfo member, object target)
    {
        try
        {
            var arguments = member.GetParameters().Select(p => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null);
            return (member.Invoke(target, [.. arguments]) as Task)?.Exception?.InnerException;
        }
        catch (TargetInvocationException failure)
        {
            return failure.InnerException;
        }
    }

    private static IEnumerable<MethodInfo> MembersOf(Type contract) => contract.GetInterfaces().Append(contract).SelectMany(i => i.GetMethods());
}
