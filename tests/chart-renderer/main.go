// Command chart-renderer prints what "helm template" would print for a chart: with Go's own text/template, and with the template functions, the YAML
// reader, the version constraints and the schema validator that Helm is made of. docs/decisions/0006-chart-renderer.md tells why it is here.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "Error: %v\n", err)
		os.Exit(1)
	}
}

func run() error {
	release := release{}
	flag.StringVar(&release.Name, "name", "podmirror", "the release's `name`")
	flag.StringVar(&release.Namespace, "namespace", "podmirror", "the release's `namespace`")
	flag.StringVar(&release.Service, "service", "Helm", "`who` manages the release")
	kubeVersion := flag.String("kube-version", "1.36.0", "the cluster's `version`")
	valuesFile := flag.String("values", "", "a `file` of values that differ from the chart's")
	notes := flag.Bool("notes", false, "print NOTES.txt instead of the manifests")
	flag.Parse()
	if flag.NArg() != 1 {
		return fmt.Errorf("name the folder of one chart")
	}

	chart, err := loadChart(flag.Arg(0))
	if err != nil {
		return err
	}
	capabilities, err := readCapabilities(chart.Metadata, *kubeVersion)
	if err != nil {
		return err
	}
	values, err := chart.valuesWith(*valuesFile)
	if err != nil {
		return err
	}
	rendered, err := render(chart, release, capabilities, values)
	if err != nil {
		return err
	}
	if *notes {
		fmt.Println(rendered.notes)
		return nil
	}
	for _, manifest := range inInstallOrder(rendered.files) {
		fmt.Printf("---\n# Source: %s\n%s\n", manifest.source, manifest.text)
	}
	return nil
}
