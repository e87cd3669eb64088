using System.Linq.Expressions;
using Microsoft.Extensions.DependencyInjection;

namespace OffsetGuard.Testing.DependencyInjection;

/// <summary>Replaces registrations of Confluent.Kafka's types one by one; lifetime and key stay.</summary>
internal static class Registrations
{
    private static readonly Type[] s_clients = [typeof(IConsumer<,>), typeof(IProducer<,>), typeof(IAdminClient)];
    private static readonly Type[] s_builders = [typeof(ConsumerBuilder<,>), typeof(ProducerBuilder<,>), typeof(AdminClientBuilder)];
    private static readonly Type[] s_dependentBuilders = [typeof(DependentProducerBuilder<,>), typeof(DependentAdminClientBuilder)];

    private delegate object Creation(IServiceProvider provider, object? key);

    public static void Replace(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
            services[i] = Replacement(services[i]);
    }

    private static ServiceDescriptor Replacement(ServiceDescriptor service)
    {
        var type = service.ServiceType;
        if (BuilderCopy.IsFake(type))
            return service;
        if (Is(type, s_builders))
            return type.IsGenericTypeDefinition ? OpenBuilder(service) : Converted(service, BuilderCopy.Copy);
        if (IsBuilder(type))
            throw DependencyRefusals.OwnBuilder(type);
        if (Is(type, s_clients))
            return Client(service);
        if (type.IsAssignableTo(typeof(Delegate)) && type.GetMethod("Invoke")?.ReturnType is { } result)
            return IsBuilder(result) ? Converted(service, WrapBuilders) : Is(result, s_clients) ? Converted(service, WrapClients) : service;
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>) && type.GetGenericArguments() is [var lazy] && (IsBuilder(lazy) || Is(lazy, s_clients))
            ? throw DependencyRefusals.Wrapped(type)
            : service;
    }

    private static ServiceDescriptor OpenBuilder(ServiceDescriptor service)
    {
        var implementation = ImplementationTypeOf(service)!;
        var fake = BuilderCopy.FakeOf(implementation) ?? (BuilderCopy.IsFake(implementation) ? implementation : throw DependencyRefusals.OwnBuilder(implementation));
        return ServiceDescriptor.DescribeKeyed(service.ServiceType, service.ServiceKey, fake, service.Lifetime);
    }

    /// <summary>A client of the application's own making is none of our business; a real one is.</summary>
    private static ServiceDescriptor Client(ServiceDescriptor service)
    {
        if (InstanceOf(service) is { } instance && IsReal(instance))
            throw DependencyRefusals.RealInstance(service.ServiceType);
        if (FactoryOf(service) is not { } create)
            return service;
        return Described(service, (provider, key) => Watched(() => create(provider, key), service.ServiceType));
    }

    /// <summary>The same service, made into something else after it has been created.</summary>
    private static ServiceDescriptor Converted(ServiceDescriptor service, Func<object, FakeKafka, object> convert)
    {
        var create = FactoryOf(service) ?? (InstanceOf(service) is { } instance
            ? (_, _) => instance
            : (provider, _) => ActivatorUtilities.CreateInstance(provider, ImplementationTypeOf(service)!));
        return Described(service, (provider, key) => convert(create(provider, key), provider.GetRequiredService<FakeKafka>()));
    }

    private static ServiceDescriptor Described(ServiceDescriptor service, Creation create) => service.IsKeyedService
        ? ServiceDescriptor.DescribeKeyed(service.ServiceType, service.ServiceKey, (provider, key) => create(provider, key), service.Lifetime)
        : ServiceDescriptor.Describe(service.ServiceType, provider => create(provider, null), service.Lifetime);

    private static Delegate WrapBuilders(object original, FakeKafka kafka) => Wrap((Delegate)original, create => BuilderCopy.Copy(create(), kafka));

    private static Delegate WrapClients(object original, FakeKafka kafka) => Wrap((Delegate)original, create => Watched(create, original.GetType()));

    /// <summary>A delegate of the same type that does something else with what the original returns.</summary>
    private static Delegate Wrap(Delegate original, Func<Func<object>, object> use)
    {
        var invoke = original.GetType().GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType, p.Name)).ToList();
        var create = Expression.Lambda<Func<object>>(Expression.Convert(Expression.Invoke(Expression.Constant(original), parameters), typeof(object)));
        var used = Expression.Invoke(Expression.Constant(use), create);
        return Expression.Lambda(original.GetType(), Expression.Convert(used, invoke.ReturnType), parameters).Compile();
    }

    private static object Watched(Func<object> create, Type service)
    {
        object client;
        try
        {
            client = create();
        }
        catch (DllNotFoundException noNativeLibrary)   // as far as a real client comes on a machine without it
        {
            throw DependencyRefusals.RealClient(service, noNativeLibrary);
        }

        if (!IsReal(client))
            return client;
        ((IDisposable)client).Dispose();
        throw DependencyRefusals.RealClient(service);
    }

    private static bool IsReal(object client) => client.GetType().Assembly == typeof(IClient).Assembly;

    private static bool Is(Type type, Type[] types) => Array.IndexOf(types, type.IsGenericType ? type.GetGenericTypeDefinition() : type) >= 0;

    /// <summary>Whether it is a builder of Confluent.Kafka's or derives from one.</summary>
    private static bool IsBuilder(Type type)
    {
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (Is(ancestor, s_builders) || Is(ancestor, s_dependentBuilders))
                return true;
        }

        return false;
    }

    private static object? InstanceOf(ServiceDescriptor service) =>
        service.IsKeyedService ? service.KeyedImplementationInstance : service.ImplementationInstance;

    private static Type? ImplementationTypeOf(ServiceDescriptor service) =>
        service.IsKeyedService ? service.KeyedImplementationType : service.ImplementationType;

    private static Creation? FactoryOf(ServiceDescriptor service)
    {
        if (service.IsKeyedService)
            return service.KeyedImplementationFactory is { } keyed ? (provider, key) => keyed(provider, key) : null;
        return service.ImplementationFactory is { } factory ? (provider, _) => factory(provider) : null;
    }
}
