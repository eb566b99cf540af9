using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Unfurl.Server.Configuration;

/// <summary>What protects the keys of stored secrets.</summary>
internal sealed class DataProtectionOptions : IValidatableObject
{
    public const string Section = "Unfurl:DataProtection";

    [Setting(
        "the path of a PFX file with an RSA key that encrypts the key ring at rest",
        WhenUnset = "none, with a warning at start"
    )]
    public string? Certificate { get; set; }

    [Setting("the password of that PFX file")]
    public Secret? CertificatePassword { get; set; }

    public X509Certificate2? LoadCertificate() =>
        Certificate is null
            ? null
            : X509CertificateLoader.LoadPkcs12FromFile(Certificate, CertificatePassword?.Reveal());

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Certificate is null && CertificatePassword is not null)
            yield return new(
                $"is set, but {Section}:{nameof(Certificate)}, the path of the PFX file it opens, is not",
                [nameof(CertificatePassword)]
            );
        if (Problem() is { } problem)
            yield return new(problem, [nameof(Certificate)]);
    }

    private string? Problem()
    {
        if (Certificate is not null && !File.Exists(Certificate))
            return "must be the path of a PFX file that exists";
        try
        {
            using var certificate = LoadCertificate();
            return certificate is null || certificate.GetRSAPrivateKey() is not null
                ? null
                : "must be a PFX file that holds an RSA certificate with its private key";
        }
        catch (CryptographicException)
        {
            return $"must be a PFX file that {Section}:{nameof(CertificatePassword)} opens";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "must be a file that the service may read";
        }
    }
}
