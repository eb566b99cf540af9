using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Unfurl.Cli.Commands.Simulate;
using Unfurl.Simulator.Checks;

namespace Unfurl.Cli.Commands.Simulate.Reports;

/// <summary>
/// The report for CI servers, with a test case per check. A blocked check is an error; a broken recommendation is
/// skipped.
/// </summary>
internal static class JUnitReport
{
    public static void Write(string path, IReadOnlyList<CheckResult> results, bool isStrict)
    {
        var cases = results.Select(result => Case(result, isStrict)).ToList();
        int Count(string name) => cases.Count(element => element.Element(name) is not null);
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", "unfurl simulate check"),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", Count("failure")),
            new XAttribute("errors", Count("error")),
            new XAttribute("skipped", Count("skipped")),
            new XAttribute("time", Seconds(results.Sum(result => result.Duration.TotalSeconds))),
            cases
        );
        // Some readers reject a byte order mark.
        using var writer = XmlWriter.Create(path, new() { Encoding = new UTF8Encoding(false), Indent = true });
        new XDocument(new XElement("testsuites", suite)).Save(writer);
    }

    private static XElement Case(CheckResult result, bool isStrict)
    {
        var (group, name) = result.Check.Id.Split('.', 2) is [var first, var rest]
            ? (first, rest)
            : ("", result.Check.Id);
        var element = new XElement(
            "testcase",
            new XAttribute("classname", group),
            new XAttribute("name", name),
            new XAttribute("time", Seconds(result.Duration.TotalSeconds))
        );
        var kind = result.Outcome switch
        {
            CheckOutcome.Passed => null,
            CheckOutcome.Blocked => "error",
            CheckOutcome.Failed when result.FailsRun(isStrict) => "failure",
            _ => "skipped",
        };
        if (kind is not null)
            element.Add(
                new XElement(
                    kind,
                    new XAttribute("message", Clean(string.Join("; ", result.Reasons))),
                    $"{result.Check.Rule}\n{result.Check.Source.Name}: {result.Check.Source.Address.AbsoluteUri}"
                )
            );
        return element;
    }

    // XML cannot represent control characters.
    private static string Clean(string text) => string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '·'));

    private static string Seconds(double seconds) => seconds.ToString("0.000", CultureInfo.InvariantCulture);
}
