using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Unfurl.Testing;

/// <summary>A company's own certificate authority, which no system knows.</summary>
public sealed class PrivateAuthority : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _root;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public PrivateAuthority()
    {
        var request = new CertificateRequest("CN=Acme Root", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _root = request.CreateSelfSigned(_now.AddDays(-1), _now.AddDays(30));
    }

    // The root's certificate, as operators get it.
    public string Pem => _root.ExportCertificatePem();

    public X509Certificate2 Issue(params IEnumerable<string> hosts)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts)
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_root, _now.AddDays(-1), _now.AddDays(29), [1, 2, 3]);
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), password: null);
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }
}
