package main

import (
	"fmt"

	"github.com/Masterminds/semver"
)

// capabilities is what templates see of the cluster.
type capabilities struct {
	KubeVersion kubeVersion
}

type kubeVersion struct {
	Version, Major, Minor string
}

// readCapabilities refuses a cluster that the chart does not want, as Helm does before it renders anything.
func readCapabilities(chart metadata, version string) (*capabilities, error) {
	parsed, err := semver.NewVersion(version)
	if err != nil {
		return nil, fmt.Errorf("-kube-version %s: %w", version, err)
	}
	constraint, err := semver.NewConstraint(chart.KubeVersion)
	if err != nil {
		return nil, fmt.Errorf("kubeVersion of the chart: %w", err)
	}
	if !constraint.Check(parsed) {
		return nil, fmt.Errorf("chart requires kubeVersion: %s which is incompatible with Kubernetes v%s", chart.KubeVersion, parsed)
	}
	return &capabilities{KubeVersion: kubeVersion{
		Version: "v" + parsed.String(),
		Major:   fmt.Sprint(parsed.Major()),
		Minor:   fmt.Sprint(parsed.Minor()),
	}}, nil
}
