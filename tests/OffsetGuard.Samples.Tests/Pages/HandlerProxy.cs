using System.Reflection;

namespace SamplesTests.Pages;

/// <summary>An implementation of an interface that a page declares: every method processes what it is given.</summary>
public class HandlerProxy : DispatchProxy
{
    private PageHandler? _handler;

    internal static object Create(Type type, PageHandler handler)
    {
        if (!type.IsInterface)
            throw new NotSupportedException($"A page cannot ask for a {type.Name}. Ask for a client, a configuration, a delegate or an interface.");
        var proxy = Create(type, typeof(HandlerProxy));
        ((HandlerProxy)proxy)._handler = handler;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _handler!.Answer(args ?? [], targetMethod!.ReturnType);
}
