package main

import (
	"encoding/json"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

// functions are Sprig's without those that read this machine, and those of Helm's own that the chart uses. Helm's readers put an error
// into their result, where a template does not look for it; these end the rendering.
func functions(set *template.Template) template.FuncMap {
	all := sprig.TxtFuncMap()
	delete(all, "env")
	delete(all, "expandenv")
	all["include"] = func(name string, data interface{}) (string, error) {
		var text strings.Builder
		err := set.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	all["toYaml"] = func(value interface{}) (string, error) {
		text, err := yaml.Marshal(value)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	all["fromYaml"] = func(text string) (value map[string]interface{}, err error) {
		err = yaml.Unmarshal([]byte(text), &value)
		return value, err
	}
	all["toJson"] = func(value interface{}) (string, error) {
		text, err := json.Marshal(value)
		return string(text), err
	}
	all["fromJsonArray"] = func(text string) (value []interface{}, err error) {
		err = json.Unmarshal([]byte(text), &value)
		return value, err
	}
	return all
}
