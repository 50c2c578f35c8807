using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Xunit;

namespace Architecture.Deployment;

/// <summary>What kustomize makes of deploy/kubernetes is accepted by a strict reader, hangs together, and is as narrow as it says.</summary>
public sealed partial class KubernetesTests
{
    private const string Folder = "deploy/kubernetes";

    /// <summary>Belong to nobody (RFC 5737): an overlay that kept one has forgotten to say where its servers are.</summary>
    private static readonly string[] Placeholders = ["192.0.2.", "198.51.100."];

    public static TheoryData<string> Overlays => [.. Directory.GetDirectories(Path.Combine(Repository.Root, Folder, "overlays")).Select(Path.GetFileName).Order(StringComparer.Ordinal).OfType<string>()];

    [Fact]
    public void EverySourceFile_HasNoFieldKubernetesDoesNotKnow()
    {
        var files = Repository.Files("*.yaml", Folder).Where(path => Path.GetFileName(path) != "kustomization.yaml").ToList();
        Assert.True(files.Count > 10);
        foreach (var file in files) Assert.NotEmpty(KubernetesYaml.LoadAllFromString(Repository.Read(file), null, strict: true));
    }

    [Fact]
    public void StrictReader_OfAnUnknownField_Complains() =>
        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndaat: {}\n", null, strict: true));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Overlay_Rendered_HangsTogether(string overlay) => Check.NoViolations(Namespaces(overlay).SelectMany(space =>
    {
        var faults = new List<string>();
        var deployments = space.OfType<V1Deployment>().ToList();
        Assert.True(deployments.Count >= 7);
        var services = space.OfType<V1Service>().ToList();
        var configMaps = space.OfType<V1ConfigMap>().ToDictionary(map => map.Metadata.Name);
        if (!space.OfType<V1Namespace>().Any()) faults.Add("has no namespace of its own");
        if (space.OfType<V1Secret>().Any()) faults.Add("contains a Secret");

        foreach (var service in services)
        {
            var behind = deployments.Where(deployment => Selects(service.Spec.Selector, deployment.Spec.Template.Metadata.Labels)).ToList();
            if (behind.Count != 1) faults.Add($"Service {service.Metadata.Name} leads to {behind.Count} deployments");
        }

        foreach (var deployment in deployments)
        {
            var name = deployment.Metadata.Name;
            var labels = deployment.Spec.Template.Metadata.Labels;
            if (deployments.Count(other => Selects(deployment.Spec.Selector.MatchLabels, other.Spec.Template.Metadata.Labels)) != 1) faults.Add($"{name} takes the pods of another");
            if (space.OfType<V1PodDisruptionBudget>().Count(budget => Selects(budget.Spec.Selector.MatchLabels, labels)) != 1) faults.Add($"{name} has no disruption budget of its own");
            var scaler = space.OfType<V2HorizontalPodAutoscaler>().SingleOrDefault(candidate => candidate.Spec.ScaleTargetRef.Name == name);
            if (scaler is not null && deployment.Spec.Replicas is not null) faults.Add($"{name} has both replicas and a scaler");
            if ((scaler?.Spec.MinReplicas ?? deployment.Spec.Replicas ?? 1) < 2) faults.Add($"{name} has one instance only");

            var settings = Settings(deployment, configMaps, faults);
            faults.AddRange(settings.Select(pair => KnownSettings.Fault(pair.Key, pair.Value)).OfType<string>().Select(fault => $"{name}: {fault}"));
            if (name == "gateway")
            {
                faults.AddRange(KnownSettings.Proxy.Faults(settings));
                faults.AddRange(settings.Where(pair => pair.Key.EndsWith("__Address", StringComparison.Ordinal)).Select(pair => new Uri(pair.Value!).Host)
                    .Where(host => services.All(service => service.Metadata.Name != host)).Select(host => $"{name}: there is no Service {host}"));
            }
        }

        foreach (var scaler in space.OfType<V2HorizontalPodAutoscaler>().Where(scaler => deployments.All(deployment => deployment.Metadata.Name != scaler.Spec.ScaleTargetRef.Name)))
            faults.Add($"{scaler.Metadata.Name} scales nothing");
        foreach (var backend in space.OfType<V1Ingress>().SelectMany(ingress => ingress.Spec.Rules).SelectMany(rule => rule.Http.Paths).Select(path => path.Backend.Service.Name))
            if (backend != "gateway") faults.Add($"the ingress leads to {backend}");

        var served = configMaps.Values.SelectMany(map => map.Data).Where(pair => pair.Key.StartsWith("DonThu__Departments__Served__", StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        var departments = Repository.Files("department.json", "deploy/departments").Select(path => path.Split('/')[2]).ToList();
        faults.AddRange(departments.Except(served).Select(code => $"nobody serves {code}"));
        faults.AddRange(served.GroupBy(code => code).Where(group => group.Count() > 1).Select(group => $"{group.Key} is served twice"));
        faults.AddRange(served.Except(departments).Select(code => $"{code} is no department"));
        return faults.Select(fault => $"{space.Name}: {fault}");
    }));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Overlay_EveryPod_MayDoNoMoreThanItMustAndEndsInPeace(string overlay) => Check.NoViolations(Namespaces(overlay).SelectMany(space => space.OfType<V1Deployment>()
        .SelectMany(deployment =>
        {
            var pod = deployment.Spec.Template.Spec;
            var faults = new List<string>();
            Require(pod.AutomountServiceAccountToken == false, "is given a token of the cluster");
            Require(pod.EnableServiceLinks == false, "is given settings by the cluster");
            Require(pod.SecurityContext is { RunAsNonRoot: true, RunAsUser: > 0, SeccompProfile.Type: "RuntimeDefault" }, "may be root");
            Require(pod.HostNetwork is null && pod.HostPID is null && pod.HostIPC is null, "shares the host's");
            foreach (var container in pod.Containers.Concat(pod.InitContainers ?? []))
            {
                Require(container.SecurityContext is { ReadOnlyRootFilesystem: true, AllowPrivilegeEscalation: false, Privileged: false }
                    && container.SecurityContext.Capabilities.Drop is ["ALL"] && container.SecurityContext.Capabilities.Add is null, "may more than it must");
                Require(container.StartupProbe is not null && container.LivenessProbe?.HttpGet.Path == "/health/live" && container.ReadinessProbe?.HttpGet.Path == "/health/ready", "is not probed");
                Require(container.Resources?.Requests.ContainsKey("cpu") == true && container.Resources.Requests.ContainsKey("memory") && container.Resources.Limits.ContainsKey("memory"), "asks for nothing");
                Require(FixedTag().IsMatch(container.Image), $"runs {container.Image}, which is no fixed version");
                // The program itself stops within ten seconds; before that, the cluster has to hear that it does.
                Require(pod.TerminationGracePeriodSeconds >= 10 + container.Lifecycle.PreStop.Sleep.Seconds, "is not given its ten seconds");
                Require(container.VolumeMounts.Select(mount => mount.Name).Order().SequenceEqual(pod.Volumes.Select(volume => volume.Name).Order()), "mounts what it has not, or has what it does not mount");
            }

            return faults.Select(fault => $"{space.Name}: {deployment.Metadata.Name} {fault}");

            void Require(bool holds, string otherwise)
            {
                if (!holds) faults.Add(otherwise);
            }
        })));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Overlay_TheIdentityVault_IsReachedFromIntakeAlone(string overlay) => Check.NoViolations(Namespaces(overlay).SelectMany(space =>
    {
        var policies = space.OfType<V1NetworkPolicy>().ToList();
        var faults = new List<string>();
        if (!policies.Any(policy => policy.Spec.PodSelector is { MatchLabels: null or { Count: 0 }, MatchExpressions: null or { Count: 0 } }
            && policy.Spec.PolicyTypes.Order().SequenceEqual(["Egress", "Ingress"]) && policy.Spec.Egress is null or { Count: 0 } && policy.Spec.Ingress is null or { Count: 0 }))
            faults.Add("what is not allowed is not forbidden");

        var vault = policies.Single(policy => policy.Metadata.Name == "intake-to-identity-vault");
        if (vault.Spec.PodSelector.MatchLabels is not { Count: 1 } selected || selected["app.kubernetes.io/name"] != "intake") faults.Add("others than Intake reach the vault");
        var own = Blocks(vault).ToList();
        if (own.Count == 0) faults.Add("the vault has no address");
        faults.AddRange(policies.Where(policy => policy != vault).SelectMany(policy => Blocks(policy).Where(block => own.Any(address => Overlap(address, block)))
            .Select(block => $"{policy.Metadata.Name} allows {block}, where the vault is")));
        faults.AddRange(policies.SelectMany(policy => Blocks(policy).Where(block => Placeholders.Any(block.StartsWith)).Select(block => $"{policy.Metadata.Name} still says {block}")));

        var intakeOnly = space.OfType<V1Deployment>().Where(deployment => deployment.Spec.Template.Spec.Volumes
            .SelectMany(volume => volume.Projected?.Sources ?? []).Any(source => source.Secret.Name == "intake")).Select(deployment => deployment.Metadata.Name);
        if (!intakeOnly.SequenceEqual(["intake"])) faults.Add("others than Intake hold Intake's secrets");
        return faults.Select(fault => $"{space.Name}: {fault}");
    }));

    /// <summary>The objects of one namespace.</summary>
    private sealed record Space(string Name, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects)
    {
        public IEnumerable<T> OfType<T>() => Objects.OfType<T>();
    }

    private static List<Space> Namespaces(string overlay)
    {
        var objects = KubernetesYaml.LoadAllFromString(Render(overlay), null, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>().ToList();
        var spaces = objects.GroupBy(item => item is V1Namespace ? item.Metadata.Name : item.Metadata.NamespaceProperty)
            .Select(group => new Space(group.Key ?? "", [.. group])).ToList();
        Assert.DoesNotContain(spaces, space => space.Name.Length == 0);
        return spaces;
    }

    private static string Render(string overlay)
    {
        const string Kubectl = "/usr/bin/kubectl";
        Assert.SkipUnless(File.Exists(Kubectl), "kubectl is not installed.");
        var (_, version) = ComposeTests.Run(Kubectl, ["version", "--client"], []);
        Assert.SkipUnless(ModernKustomize().IsMatch(version), "kubectl brings no kustomize of version 5.");
        var (code, output) = ComposeTests.Run(Kubectl, ["kustomize", Path.Combine(Repository.Root, Folder, "overlays", overlay)], []);
        Assert.True(code == 0, output);
        return output;
    }

    private static Dictionary<string, string?> Settings(V1Deployment deployment, Dictionary<string, V1ConfigMap> configMaps, List<string> faults)
    {
        var settings = new Dictionary<string, string?>();
        var program = deployment.Spec.Template.Spec.Containers.Single();
        var names = program.EnvFrom.Select(source => source.ConfigMapRef.Name).ToList();
        if (!names.Contains("settings")) faults.Add($"{deployment.Metadata.Name} is not told the common settings");
        foreach (var name in names)
        {
            if (!configMaps.TryGetValue(name, out var map)) faults.Add($"{deployment.Metadata.Name} asks for ConfigMap {name}, which is not there");
            else foreach (var (key, value) in map.Data) settings[key] = value;
        }

        foreach (var variable in program.Env ?? []) settings[variable.Name] = variable.Value;
        var secrets = deployment.Spec.Template.Spec.Volumes.Single(volume => volume.Name == "secrets").Projected.Sources.Select(source => source.Secret.Name);
        if (deployment.Spec.Template.Metadata.Labels["app.kubernetes.io/name"] == "resolution"
            && !secrets.Contains($"resolution.{settings.GetValueOrDefault("DonThu__Departments__Served__0")}")) faults.Add($"{deployment.Metadata.Name} has the secrets of another");
        return settings;
    }

    private static bool Selects(IDictionary<string, string> selector, IDictionary<string, string> labels) =>
        selector.All(pair => labels.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static IEnumerable<string> Blocks(V1NetworkPolicy policy) =>
        (policy.Spec.Egress ?? []).SelectMany(rule => rule.To ?? []).Select(peer => peer.IpBlock?.Cidr).OfType<string>();

    private static bool Overlap(string one, string other)
    {
        var (a, b) = (System.Net.IPNetwork.Parse(one), System.Net.IPNetwork.Parse(other));
        return a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress);
    }

    [GeneratedRegex(":[0-9][^:]*$")]
    private static partial Regex FixedTag();

    [GeneratedRegex(@"Kustomize Version: v(5|[6-9])\.")]
    private static partial Regex ModernKustomize();
}
