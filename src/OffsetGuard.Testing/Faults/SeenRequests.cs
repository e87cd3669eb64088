using System.Text;

namespace OffsetGuard.Testing.Faults;

/// <summary>Which requests there were since the first fault was armed, for the message about one that did not fire.</summary>
internal sealed class SeenRequests
{
    private const int KindsMax = 8;

    private readonly Dictionary<Operation, List<(string Text, int Count)>> _byOperation = [];
    private readonly Dictionary<Operation, int> _others = [];

    public void Add(in RequestFacts request, string clientName)
    {
        if (!_byOperation.TryGetValue(request.Operation, out var kinds))
            _byOperation.Add(request.Operation, kinds = []);
        var text = request.Describe(clientName);
        var index = kinds.FindIndex(k => k.Text == text);
        if (index >= 0)
            kinds[index] = (text, kinds[index].Count + 1);
        else if (kinds.Count < KindsMax)
            kinds.Add((text, 1));
        else
            _others[request.Operation] = _others.GetValueOrDefault(request.Operation) + 1;
    }

    public void Describe(Operation operation, StringBuilder text)
    {
        if (!_byOperation.TryGetValue(operation, out var kinds))
        {
            text.Append("    seen since then: no ").Append(operation).AppendLine(" request at all");
            return;
        }

        text.AppendLine("    seen since then:");
        foreach (var (kind, count) in kinds)
            text.Append("      ").Append(count).Append(" x ").AppendLine(kind);
        if (_others.TryGetValue(operation, out var others))
            text.Append("      ").Append(others).AppendLine(" more");
    }
}
