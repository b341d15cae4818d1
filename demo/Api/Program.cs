using PodMirror.Demo.Api;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddResponseCompression(options => options.MimeTypes = ["application/json", "text/plain"]);
builder.Services.AddSingleton<Shop>();
builder.Services.AddSingleton<CustomerBook>();
SupplierEndpoints.Register(builder);
BankEndpoints.Register(builder);

WebApplication app = builder.Build();
app.UseResponseCompression();
app.UseMiddleware<FaultAnswer>();
ShopEndpoints.Map(app);
CustomerEndpoints.Map(app);
FileEndpoints.Map(app);
OddEndpoints.Map(app);
SupplierEndpoints.Map(app);
BankEndpoints.Map(app);
app.Run();
