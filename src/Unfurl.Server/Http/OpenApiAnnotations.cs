using Microsoft.OpenApi;

namespace Unfurl.Server.Http;

/// <summary>What endpoints say of themselves that their handlers' signatures do not.</summary>
internal static class OpenApiAnnotations
{
    /// <summary>The name of the security scheme.</summary>
    public const string Bearer = "bearer";

    /// <summary>Describes a query parameter that the endpoint reads by itself.</summary>
    public static T WithQuery<T>(this T endpoint, string name, string description, bool isRequired = false)
        where T : IEndpointConventionBuilder =>
        endpoint.AddOpenApiOperationTransformer(
            (operation, _, _) =>
            {
                operation.Parameters ??= [];
                operation.Parameters.Add(
                    new OpenApiParameter
                    {
                        Name = name,
                        In = ParameterLocation.Query,
                        Required = isRequired,
                        Description = description,
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    }
                );
                return Task.CompletedTask;
            }
        );

    /// <summary>Says that an access token is needed.</summary>
    public static T WithBearer<T>(this T endpoint)
        where T : IEndpointConventionBuilder =>
        endpoint.AddOpenApiOperationTransformer(
            (operation, context, _) =>
            {
                operation.Security =
                [
                    new OpenApiSecurityRequirement
                    {
                        [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [],
                    },
                ];
                return Task.CompletedTask;
            }
        );
}
