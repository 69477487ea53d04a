// The explorer reads the description that this very server generates, and asks nobody else.
SwaggerUIBundle({ url: '/openapi.json', dom_id: '#explorer', deepLinking: true, validatorUrl: null, persistAuthorization: false });
