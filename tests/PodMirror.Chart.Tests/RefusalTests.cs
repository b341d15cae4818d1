using PodMirror.Chart.Tests.Kit;

namespace PodMirror.Chart.Tests;

/// <summary>Wrong values are refused before anything reaches a cluster, and what is said names the value.</summary>
public sealed class RefusalTests : ChartTest
{
    [Theory]
    [InlineData("replicaCount: 2", "Additional property replicaCount is not allowed")]
    [InlineData("webhook: {failurepolicy: Fail}", "webhook: Additional property failurepolicy")]
    [InlineData("injection: {mirror: {env: {}}}", "injection.mirror: Additional property env")]
    [InlineData("webhook: {failurePolicy: ignore}", "webhook.failurePolicy")]
    [InlineData("webhook: {timeoutSeconds: 31}", "webhook.timeoutSeconds")]
    [InlineData("webhook: {timeoutSeconds: '5'}", "webhook.timeoutSeconds")]
    [InlineData("webhook: {reinvocationPolicy: Always}", "webhook.reinvocationPolicy")]
    [InlineData("replicas: two", "replicas")]
    [InlineData("replicas: -1", "replicas")]
    [InlineData("image: {tag: 1.0}", "image.tag")]
    [InlineData("image: {digest: 'sha256:abc'}", "image.digest")]
    [InlineData("image: {repository: 'https://ghcr.io/a'}", "image.repository")]
    [InlineData("image: null", "image is required")]
    [InlineData("imagePullSecrets: [registry]", "imagePullSecrets.0")]
    [InlineData("injection: {imagePullSecrets: [{name: registry}]}", "injection.imagePullSecrets.0")]
    [InlineData("podAnnotations: {a: true}", "podAnnotations.a")]
    [InlineData("podLabels: {a: 1}", "podLabels.a")]
    [InlineData("commonLabels: {a: 'no spaces'}", "commonLabels.a")]
    [InlineData("nodeSelector: {pool: 0}", "nodeSelector.pool")]
    [InlineData("injection: {tme: {environment: {A: 1}}}", "injection.tme.environment.A")]
    [InlineData("injection: {tme: {tokenSecret: 'a b'}}", "injection.tme.tokenSecret")]
    [InlineData("injection: {tme: {caBundle: LS0t}}", "injection.tme.caBundle")]
    [InlineData("extraEnv: [{name: A, value: 1}]", "extraEnv.0.value")]
    [InlineData("metadata: {labels: 'app'}", "metadata.labels")]
    [InlineData("metadata: {annotations: ['a,b']}", "metadata.annotations.0")]
    [InlineData("metadata: {wait: 10}", "metadata.wait")]
    [InlineData("extraArgs: --web-host=a", "extraArgs")]
    [InlineData("injection: {namespaceLabel: 'a b'}", "injection.namespaceLabel")]
    [InlineData("injection: {annotationPrefix: 'mirror.traceable.ai/'}", "injection.annotationPrefix")]
    [InlineData("injection: {annotationPrefix: \"a'] == ''\"}", "injection.annotationPrefix")]
    [InlineData("injection: {nativeSidecars: true}", "injection.nativeSidecars")]
    [InlineData("injection: {defaultPodSecurity: none}", "injection.defaultPodSecurity")]
    [InlineData("injection: {endpoint: 'podmirror:4318'}", "injection.endpoint")]
    [InlineData("injection: {endpoint: 'http://user:word@a'}", "injection.endpoint")]
    [InlineData("injection: {runAsUser: 0}", "injection.runAsUser")]
    [InlineData("injection: {excludedNamespaces: ['kube-*']}", "injection.excludedNamespaces.0")]
    [InlineData("injection: {mirror: {resources: {limits: {cpu: 1 core}}}}", "injection.mirror.resources.limits.cpu")]
    [InlineData("injection: {mirror: {resources: {limits: {cpu: null}}}}", "cpu is required")]
    [InlineData("injection: {largestResources: {memory: 1 GB}}", "injection.largestResources.memory")]
    [InlineData("resources: {limits: {memory: 1 GiB}}", "resources.limits.memory")]
    [InlineData("store: {maxBytes: 1 GiB}", "store.maxBytes")]
    [InlineData("store: {maxAge: 1 day}", "store.maxAge")]
    [InlineData("receiver: {maxConnectionAge: 1 hour}", "receiver.maxConnectionAge")]
    [InlineData("receiver: {tokenSecretName: 'a b'}", "receiver.tokenSecretName")]
    [InlineData("receiver: {tls: {secret: a}}", "receiver.tls: Additional property secret")]
    [InlineData("forward: {urls: ['collector:4317']}", "forward.urls.0")]
    [InlineData("forward: {urls: ['https://user:word@a']}", "forward.urls.0")]
    [InlineData("forward: {urls: ['https://a', 'https://a']}", "forward.urls")]
    [InlineData("graceSeconds: 0", "graceSeconds")]
    [InlineData("ports: {webhook: 443}", "ports.webhook")]
    [InlineData("persistence: {accessModes: [ReadOnlyMany]}", "persistence.accessModes.0")]
    [InlineData("service: {type: ExternalName}", "service.type")]
    [InlineData("podDisruptionBudget: {maxUnavailable: half}", "podDisruptionBudget.maxUnavailable")]
    [InlineData("webhook: {certificate: {caBundle: LS0t}}", "webhook.certificate.caBundle")]
    [InlineData("sidecarConfig: {defaults: {}}", "sidecarConfig: Additional property defaults")]
    [InlineData("sidecarConfig: {document: {defaults: {maxBodybytes: 1}}}", "sidecarConfig.document.defaults: Additional property maxBodybytes")]
    [InlineData("sidecarConfig: {document: {namespaces: {shop: {maxBodyBytes: 1048577}}}}", "sidecarConfig.document.namespaces.shop.maxBodyBytes")]
    [InlineData("sidecarConfig: {document: {defaults: {cpuShare: 0.05}}}", "sidecarConfig.document.defaults.cpuShare")]
    [InlineData("sidecarConfig: {document: {defaults: {descriptors: shop.desc}}}", "sidecarConfig.document.defaults.descriptors")]
    [InlineData("sidecarConfig: {document: {deployments: {cart: {}}}}", "sidecarConfig.document.deployments")]
    [InlineData("webhook: {certificate: {certManager: {duration: 90d}}}", "webhook.certificate.certManager.duration")]
    public void The_schema_refuses(string values, string expected)
    {
        string refusal = Rendering.Refusal(values);

        Assert.Contains("values don't meet the specifications of the schema", refusal, StringComparison.Ordinal);
        Assert.Contains(expected, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("streamEvents: 33", "streamEvents")]
    [InlineData("sampling: {share: 0.0000001}", "sampling.share")]
    [InlineData("sampling: {endpoints: [{path: /a}]}", "sampling.endpoints.0: share")]
    [InlineData("sampling: {endpoints: [{path: '/a?b', share: 1}]}", "sampling.endpoints.0.path")]
    [InlineData("capture: {mode: both}", "capture.mode")]
    [InlineData("capture: {ports: [0]}", "capture.ports.0")]
    [InlineData("capture: {cpuShare: 0.05}", "capture.cpuShare")]
    public void The_schema_refuses_settings_of_sidecars(string scope, string expected) =>
        The_schema_refuses($"sidecarConfig: {{document: {{defaults: {{{scope}}}}}}}", $"sidecarConfig.document.defaults.{expected}");

    [Theory]
    [InlineData("webhook: {failurePolicy: Fail}", "needs replicas 2 or more")]
    [InlineData("{replicas: 2, persistence: {enabled: true}}", "persistence.enabled allows one replica")]
    [InlineData("webhook: {certificate: {existingSecret: a, caBundle: '', certManager: {enabled: true}}}", "choose one of")]
    [InlineData("webhook: {certificate: {existingSecret: a}}", "needs caBundle too")]
    [InlineData(
        "webhook: {certificate: {caBundle: \"-----BEGIN CERTIFICATE-----\\n-----END CERTIFICATE-----\"}}", "caBundle belongs to existingSecret")]
    [InlineData("receiver: {tls: {clientCaSecretName: a}}", "needs receiver.tls.secretName")]
    [InlineData("injection: {tme: {caSecret: a, caConfigMap: b}}", "choose one of caBundle, caConfigMap and caSecret")]
    [InlineData("injection: {endpoint: 'http://a', tme: {clientCertificateSecret: a}}", "needs an injection.endpoint of https")]
    [InlineData("serviceAccount: {create: false}", "needs serviceAccount.name")]
    [InlineData("{hostNetwork: true, ports: {webhook: 10250}}", "is the kubelet's")]
    [InlineData("sidecarConfig: {document: {defaults: {}}, existingSecret: a}", "choose one of document and existingSecret")]
    [InlineData("ports: {web: 4318}", "each needs a number of its own")]
    [InlineData("web: {auth: {enabled: false, existingSecret: a}}", "web.auth.enabled false goes without existingSecret and oidc.issuer")]
    [InlineData("web: {auth: {oidc: {issuer: 'https://a'}}}", "issuer and clientId go together")]
    [InlineData("web: {auth: {oidc: {editorGroups: [a]}}}", "web.auth.oidc needs an issuer")]
    public void What_does_not_go_together_is_refused(string values, string expected) =>
        Assert.Contains(expected, Rendering.Refusal(values), StringComparison.Ordinal);

    [Theory]
    [InlineData("1.19.16")]
    [InlineData("1.16.0")]
    public void A_cluster_that_is_too_old_is_refused(string version) =>
        Assert.Contains("chart requires kubeVersion: >=1.20.0-0", Rendering.Refusal("", version), StringComparison.Ordinal);

    [Theory]
    [InlineData("{webhook: {failurePolicy: Fail}, replicas: 2}")]
    [InlineData("{global: {imageRegistry: a}, enabled: true}")]
    [InlineData("{podAnnotations: , podLabels: , commonLabels: , resources: , nodeSelector: , tolerations: , affinity: , extraArgs: , extraEnv: }")]
    [InlineData("{imagePullSecrets: , strategy: , annotations: , webhook: {annotations: }, service: {annotations: }, forward: {urls: }}")]
    [InlineData("injection: {imagePullSecrets: , excludedNamespaces: , mirror: {arguments: }, tme: {arguments: , environment: }}")]
    [InlineData("injection: {tme: {caBundle: , caConfigMap: , caSecret: , clientCertificateSecret: , tokenSecret: }}")]
    [InlineData("resources: {limits: {memory: null}, requests: {cpu: 0.5, memory: 1000000000}}")]
    [InlineData("{persistence: {emptyDir: , annotations: }, networkPolicy: {otlpFrom: , webFrom: , webhookFrom: }}")]
    [InlineData("{serviceMonitor: {enabled: true, labels: }}")]
    [InlineData("{sidecarConfig: {document: , existingSecret: }}")]
    [InlineData("receiver: {tls: , tokenSecretName: }")]
    public void What_is_right_or_merely_empty_is_not_refused(string values) => Assert.NotEmpty(Rendering.Of(values).Objects);
}
