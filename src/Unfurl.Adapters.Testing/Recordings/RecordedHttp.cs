using System.Text;
using Unfurl.Adapters.Testing.Recordings;

namespace Unfurl.Adapters.Testing;

/// <summary>
/// What the provider answered, recorded. A recording is a request line, an empty line, and what <c>curl -i</c> printed:
/// <code>
/// GET /api/pages/12
///
/// HTTP/2 200
/// content-type: application/json
///
/// {"id": 12, "title": "Holidays"}
/// </code>
/// </summary>
/// <remarks>
/// Several recordings in a file are separated by a line that starts with <c>###</c>. A path stands for any of the adapter's origins;
/// requests to other hosts are recorded with their whole URL. Each recording answers one request; recordings of the same request
/// answer in their order. A line <c># @optional</c> above the request line says that the card can do without this answer.
/// </remarks>
public sealed class RecordedHttp
{
    private readonly List<SentRequest> _requests = [];

    private RecordedHttp(string name, byte[] recordings)
    {
        Name = name;
        Exchanges = RecordingParser.Parse(name, recordings);
    }

    /// <summary>What the adapter asked, in order, by the calls that were given these recordings.</summary>
    public IReadOnlyList<SentRequest> Requests
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    internal string Name { get; }

    internal IReadOnlyList<RecordedExchange> Exchanges { get; }

    /// <summary>Reads a file of recordings.</summary>
    /// <param name="path">Its path, absolute or below the test project's folder, e.g. <c>Cases/page.http</c>.</param>
    /// <returns>The recordings.</returns>
    /// <exception cref="AdapterTestException">There is no such file, or it cannot be read.</exception>
    public static RecordedHttp Load(string path)
    {
        var file = TestFiles.Find(path);
        return File.Exists(file)
            ? new(path, File.ReadAllBytes(file))
            : throw new AdapterTestException(
                $"There is no recording {TestFiles.Describe(path)}: write the request line and an empty line, and append what curl -i prints."
            );
    }

    /// <summary>Reads recordings.</summary>
    /// <param name="recordings">What a file would hold; empty for none.</param>
    /// <returns>The recordings.</returns>
    /// <exception cref="AdapterTestException">They cannot be read.</exception>
    public static RecordedHttp Parse(string recordings) => new("The recording", Encoding.UTF8.GetBytes(recordings));

    internal void Add(SentRequest request)
    {
        lock (_requests)
            _requests.Add(request);
    }
}
