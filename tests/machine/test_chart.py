"""The Helm chart: drawn by helm itself, held against the schemas of Kubernetes and against the other ways to run."""

import re
import shlex
from typing import Any

import pytest

from tests.machine.test_containers import COMPOSE, PORTAL
from tests.services import helm
from tests.services.environment import ROOT

# The first run installs a third of a gigabyte.
pytestmark = [pytest.mark.once, pytest.mark.processes, pytest.mark.timeout(1200)]
VALUES: dict[str, Any] = {
    "image": {"repository": "registry.example/samenkracht", "digest": "sha256:" + "0" * 64},
    "host": "samenkracht.example",
    "existingSecret": "portal-secrets",
    "settings": {"REGION_NAME": "Regio Voorbeeld", "PROXIES": "1"},
    "ingress": {"tlsSecret": "portal-tls", "className": "nginx"},
    "backup": {"claim": "backups", "erasuresClaim": "erasures"},
}


@pytest.fixture(scope="module")
def drawn() -> list[dict[str, Any]]:
    return helm.manifests(VALUES)


def pods(manifests: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The pods that they start, by the name of their container."""
    found = {}
    for one in manifests:
        spec = one["spec"]["jobTemplate"]["spec"] if one["kind"] == "CronJob" else one.get("spec", {})
        if "template" in spec:
            found[spec["template"]["spec"]["containers"][0]["name"]] = spec["template"]["spec"]
    return found


def test_chart_draws_what_kubernetes_takes_in_old_and_new(drawn):
    assert {(one["kind"], one["metadata"]["name"]) for one in drawn} == {
        ("ConfigMap", "portal-settings"), ("Job", "portal-migrate"), ("Deployment", "portal-web"),
        ("Deployment", "portal-worker"), ("Deployment", "portal-beat"), ("Service", "portal-web"),
        ("Ingress", "portal-web"), ("PodDisruptionBudget", "portal-web"), ("NetworkPolicy", "portal-inward"),
        ("CronJob", "portal-recount"), ("CronJob", "portal-backup"), ("CronJob", "portal-erasures"),
    }  # fmt: skip
    for version in ("1.25", "1.37"):
        assert helm.manifests(VALUES, kubernetes=version) == drawn


def test_schemas_find_a_fault(tmp_path):
    with pytest.raises(ValueError, match="maxUnavailable|cpu|string|not of type"):
        helm.manifests(VALUES | {"web": {"replicas": "many"}})


@pytest.mark.parametrize(
    ("without", "named"),
    [
        ({"existingSecret": ""}, "existingSecret"),
        ({"host": ""}, "host"),
        ({"image": {"repository": "x", "digest": "latest"}}, "image/digest"),
        ({"settings": {"SECRET_KEY": "in the open"}}, "SECRET_KEY"),
        ({"ingress": {"tlsSecret": ""}}, "tlsSecret"),
    ],
    ids=["secret", "host", "digest", "secret in the open", "certificate"],
)
def test_chart_refuses_what_is_missing_or_unsafe(without, named):
    with pytest.raises(ValueError, match=f"HelmValuesError(.|\n)*{named}"):
        helm.manifests(VALUES | without)


def test_pods_start_what_the_containers_start(drawn):
    for name in PORTAL:
        command = pods(drawn)[name]["containers"][0]["command"]
        assert sorted(command) == sorted(shlex.split(COMPOSE["services"][name]["command"]))
    (beat,) = (one for one in drawn if one["metadata"]["name"] == "portal-beat")
    assert (beat["spec"]["replicas"], beat["spec"]["strategy"]["type"]) == (1, "Recreate")


def test_every_pod_is_locked_up_and_runs_one_image_by_its_digest(drawn):
    assert len(pods(drawn)) == 7
    user = int(re.search(r"(?m)^USER (\d+)$", (ROOT / "Dockerfile").read_text()).group(1))
    for name, pod in pods(drawn).items():
        (container,) = pod["containers"]
        assert container["image"] == "registry.example/samenkracht@sha256:" + "0" * 64, name
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
        }  # fmt: skip
        assert (pod["securityContext"]["runAsNonRoot"], pod["securityContext"]["runAsUser"]) == (True, user)
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        assert container["resources"]["limits"]["memory"]
        assert container["envFrom"][1] == {"secretRef": {"name": "portal-secrets"}}


def test_every_setting_of_the_chart_is_one_of_the_portal(drawn):
    (settings,) = (one["data"] for one in drawn if one["kind"] == "ConfigMap")
    example = set(re.findall(r"(?m)^([A-Z_]+)=", (ROOT / ".env.example").read_text()))

    assert set(settings) - example == set()
    assert settings["BASE_URL"] == "https://samenkracht.example"
    # .env may name places on another machine; those of the image hold.
    for place in ("STATIC_ROOT", "VAR_DIR"):
        assert f" {place}={settings[place]}" in (ROOT / "Dockerfile").read_text()


def test_without_a_place_for_them_there_are_no_backups(drawn):
    assert "backup" not in pods(helm.manifests(VALUES | {"backup": {"claim": "", "erasuresClaim": ""}}))
