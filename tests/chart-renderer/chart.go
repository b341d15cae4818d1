package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/xeipuuv/gojsonschema"
	"sigs.k8s.io/yaml"
)

// metadata is Chart.yaml, as far as templates may read it.
type metadata struct {
	Name, Version, AppVersion, KubeVersion string
}

type chart struct {
	Metadata  metadata
	Values    map[string]interface{}
	Schema    []byte
	Templates map[string]string // by the name that {{ include }} knows them by: CHART/templates/FILE
}

func loadChart(folder string) (*chart, error) {
	loaded := &chart{Templates: map[string]string{}}
	if err := readYaml(filepath.Join(folder, "Chart.yaml"), &loaded.Metadata); err != nil {
		return nil, err
	}
	if err := readYaml(filepath.Join(folder, "values.yaml"), &loaded.Values); err != nil {
		return nil, err
	}
	var err error
	if loaded.Schema, err = os.ReadFile(filepath.Join(folder, "values.schema.json")); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	return loaded, loaded.readTemplates(folder)
}

func (c *chart) readTemplates(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "templates", "*"))
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		c.Templates[c.Metadata.Name+"/templates/"+filepath.Base(file)] = string(text)
	}
	return nil
}

// valuesWith is the chart's values with those of a file over them, held against the schema as Helm does.
func (c *chart) valuesWith(file string) (map[string]interface{}, error) {
	values := c.Values
	if file != "" {
		var given map[string]interface{}
		if err := readYaml(file, &given); err != nil {
			return nil, err
		}
		values = coalesce(given, c.Values)
	}
	return values, c.validate(values)
}

// coalesce lays maps over each other key by key; lists and scalars replace each other, and a null takes the default away.
func coalesce(given, defaults map[string]interface{}) map[string]interface{} {
	all := map[string]interface{}{}
	for key, value := range defaults {
		all[key] = value
	}
	for key, value := range given {
		inner, isMap := value.(map[string]interface{})
		below, hasDefaults := defaults[key].(map[string]interface{})
		switch {
		case value == nil:
			delete(all, key)
		case isMap && hasDefaults:
			all[key] = coalesce(inner, below)
		default:
			all[key] = value
		}
	}
	return all
}

func (c *chart) validate(values map[string]interface{}) error {
	if len(c.Schema) == 0 {
		return nil
	}
	result, err := gojsonschema.Validate(gojsonschema.NewBytesLoader(c.Schema), gojsonschema.NewGoLoader(values))
	if err != nil {
		return fmt.Errorf("values.schema.json: %w", err)
	}
	if result.Valid() {
		return nil
	}
	var lines strings.Builder
	for _, fault := range result.Errors() {
		fmt.Fprintf(&lines, "\n- %s", fault)
	}
	return fmt.Errorf("values don't meet the specifications of the schema:%s", &lines)
}

func readYaml(file string, into interface{}) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
