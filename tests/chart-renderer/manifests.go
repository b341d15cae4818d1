package main

import (
	"fmt"
	"os"
	"regexp"
	"sort"
	"strings"

	"sigs.k8s.io/yaml"
)

type manifest struct {
	source, text, kind string
}

var separator = regexp.MustCompile(`(?:^|\s*\n)---\s*`)

// Helm's order of installation, as far as this chart has the kinds; what it does not name comes last.
var installOrder = []string{
	"NetworkPolicy", "PodDisruptionBudget", "ServiceAccount", "Secret", "ConfigMap", "PersistentVolumeClaim",
	"ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Service", "Deployment",
}

// inInstallOrder takes the files apart into manifests, and puts what others need before the others.
func inInstallOrder(files map[string]string) []manifest {
	var all []manifest
	for _, source := range namesOf(files) {
		for _, text := range separator.Split(files[source], -1) {
			if text = strings.TrimSpace(text); text != "" {
				all = append(all, manifest{source, text, kindOf(source, text)})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return rank(all[i]) < rank(all[j]) })
	return all
}

func kindOf(source, text string) string {
	var head struct{ Kind string }
	if err := yaml.Unmarshal([]byte(text), &head); err != nil {
		fmt.Fprintf(os.Stderr, "Error: YAML parse error on %s: %v\n", source, err)
		os.Exit(1)
	}
	return head.Kind
}

func rank(m manifest) int {
	for i, kind := range installOrder {
		if kind == m.kind {
			return i
		}
	}
	return len(installOrder)
}
