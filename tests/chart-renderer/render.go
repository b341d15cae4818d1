package main

import (
	"path"
	"sort"
	"strings"
	"text/template"
)

type release struct {
	Name, Namespace, Service string
}

type rendering struct {
	files map[string]string
	notes string
}

// render executes every template but the partials, whose names begin with an underscore.
func render(chart *chart, release release, capabilities *capabilities, values map[string]interface{}) (*rendering, error) {
	set, err := parse(chart)
	if err != nil {
		return nil, err
	}
	result := &rendering{files: map[string]string{}}
	for _, name := range namesOf(chart.Templates) {
		if strings.HasPrefix(path.Base(name), "_") {
			continue
		}
		var text strings.Builder
		err := set.ExecuteTemplate(&text, name, map[string]interface{}{
			"Chart":        chart.Metadata,
			"Release":      release,
			"Capabilities": capabilities,
			"Values":       values,
			"Template":     map[string]interface{}{"Name": name, "BasePath": path.Dir(name)},
		})
		if err != nil {
			return nil, err
		}
		// What text/template prints for a missing key of a map that holds anything; Helm takes it out too.
		clean := strings.ReplaceAll(text.String(), "<no value>", "")
		if path.Base(name) == "NOTES.txt" {
			result.notes = clean
		} else {
			result.files[name] = clean
		}
	}
	return result, nil
}

func parse(chart *chart) (*template.Template, error) {
	set := template.New("").Option("missingkey=zero")
	set.Funcs(functions(set))
	for _, name := range namesOf(chart.Templates) {
		if _, err := set.New(name).Parse(chart.Templates[name]); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func namesOf(templates map[string]string) []string {
	names := make([]string, 0, len(templates))
	for name := range templates {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
