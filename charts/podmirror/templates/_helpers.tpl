{{/* What the objects are called: the release, and the chart where the release's name does not say it. */}}
{{- define "podmirror.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "podmirror.fullname" -}}
{{- $name := .Values.nameOverride | default .Chart.Name }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "podmirror.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (include "podmirror.fullname" .) }}
{{- end }}

{{/* The Secret of the authority that the agent makes. */}}
{{- define "podmirror.webhookSecret" -}}
{{- include "podmirror.fullname" . }}-webhook
{{- end }}

{{/* The Secret with a certificate of others; empty when the agent makes its own. */}}
{{- define "podmirror.certificateSecret" -}}
{{- if .Values.webhook.certificate.certManager.enabled }}
{{- include "podmirror.fullname" . }}-webhook-tls
{{- else }}
{{- .Values.webhook.certificate.existingSecret }}
{{- end }}
{{- end }}

{{/* The Secret of the tokens that the agent makes for its web port; empty when others make them, or nobody is asked. */}}
{{- define "podmirror.webSecret" -}}
{{- if and .Values.web.auth.enabled (not .Values.web.auth.existingSecret) }}
{{- include "podmirror.fullname" . }}-web
{{- end }}
{{- end }}

{{/* The Secrets of the receivers and of the web port, as JSON: whole folders, so that what changes arrives in the Pod. */}}
{{- define "podmirror.mountedSecrets" -}}
{{- $tls := .Values.receiver.tls | default dict }}
{{- $secrets := list }}
{{- with $tls.secretName }}
{{- $secrets = append $secrets (dict "name" "receiver" "secret" . "path" "/etc/podmirror-receiver" "keys" (list "tls.crt" "tls.key")) }}
{{- end }}
{{- with $tls.clientCaSecretName }}
{{- $secrets = append $secrets (dict "name" "senders" "secret" . "path" "/etc/podmirror-senders" "keys" (list "ca.crt")) }}
{{- end }}
{{- with .Values.receiver.tokenSecretName }}
{{- $secrets = append $secrets (dict "name" "tokens" "secret" . "path" "/etc/podmirror-tokens" "keys" (list "tokens")) }}
{{- end }}
{{- if .Values.web.auth.enabled }}
{{- with .Values.web.auth.existingSecret }}
{{- $secrets = append $secrets (dict "name" "web" "secret" . "path" "/etc/podmirror-web" "keys" (list "tokens")) }}
{{- end }}
{{- with .Values.web.auth.oidc.clientSecretName }}
{{- $secrets = append $secrets (dict "name" "oidc" "secret" . "path" "/etc/podmirror-oidc" "keys" (list "client-secret")) }}
{{- end }}
{{- end }}
{{- toJson $secrets }}
{{- end }}

{{/* The names of the agent's Service, as the API server and Pods write it. */}}
{{- define "podmirror.serviceHost" -}}
{{- include "podmirror.fullname" . }}.{{ .Release.Namespace }}.svc
{{- end }}

{{- define "podmirror.selectorLabels" -}}
app.kubernetes.io/name: {{ include "podmirror.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{/* Of every object. What the user adds cannot take the place of what the objects find each other by. */}}
{{- define "podmirror.labels" -}}
{{- $own := include "podmirror.selectorLabels" . | fromYaml }}
{{- $_ := set $own "app.kubernetes.io/version" .Chart.AppVersion }}
{{- $_ := set $own "app.kubernetes.io/managed-by" .Release.Service }}
{{- $_ := set $own "app.kubernetes.io/part-of" "podmirror" }}
{{- $_ := set $own "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_") }}
{{- toYaml (merge $own (.Values.commonLabels | default dict)) }}
{{- end }}

{{- define "podmirror.podLabels" -}}
{{- toYaml (merge (include "podmirror.labels" . | fromYaml) (.Values.podLabels | default dict)) }}
{{- end }}

{{- define "podmirror.podAnnotations" -}}
{{- $own := dict "checksum/injection" (include "podmirror.injection" . | sha256sum) }}
{{- if not .Values.persistence.enabled }}
{{- $_ := set $own "cluster-autoscaler.kubernetes.io/safe-to-evict" "true" }}
{{- end }}
{{- toYaml (merge (dict) (.Values.podAnnotations | default dict) $own) }}
{{- end }}

{{/* An image's reference, of {image, version}. */}}
{{- define "podmirror.image" -}}
{{- if .image.digest }}
{{- printf "%s@%s" .image.repository .image.digest }}
{{- else }}
{{- printf "%s:%s" .image.repository (.image.tag | default .version) }}
{{- end }}
{{- end }}

{{/* The namespaces that are never touched, as JSON. */}}
{{- define "podmirror.excludedNamespaces" -}}
{{- append (.Values.injection.excludedNamespaces | default list) .Release.Namespace | uniq | toJson }}
{{- end }}

{{/* What the injector is to know, as the JSON that podmirror-agent reads with --injection. */}}
{{- define "podmirror.injection" -}}
{{- $injection := .Values.injection }}
{{- $tls := .Values.receiver.tls | default dict }}
{{- $scheme := ternary "https" "http" (not (empty $tls.secretName)) }}
{{- $endpoint := printf "%s://%s:4318" $scheme (include "podmirror.serviceHost" .) }}
{{- $settings := dict
  "image" (include "podmirror.image" (dict "image" $injection.image "version" .Chart.AppVersion))
  "imagePullPolicy" $injection.image.pullPolicy
  "imagePullSecrets" ($injection.imagePullSecrets | default list)
  "namespaceLabel" $injection.namespaceLabel
  "annotationPrefix" $injection.annotationPrefix
  "nativeSidecars" $injection.nativeSidecars
  "excludedNamespaces" (include "podmirror.excludedNamespaces" . | fromJsonArray)
  "defaultPodSecurity" $injection.defaultPodSecurity
  "endpoint" ($injection.endpoint | default $endpoint)
  "mirror" $injection.mirror
  "tme" $injection.tme
  "largestResources" $injection.largestResources
  "runAsUser" $injection.runAsUser }}
{{- if .Values.platform.openshift }}
{{- $_ := set $settings "runAsUser" nil }}
{{- end }}
{{- with $injection.clusterName }}
{{- $_ := set $settings "clusterName" . }}
{{- end }}
{{- toPrettyJson $settings }}
{{- end }}
