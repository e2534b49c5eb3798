{{- define "payment-switch.labels" -}}
app.kubernetes.io/name: payment-switch
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "payment-switch.selector" -}}
app.kubernetes.io/name: payment-switch
{{- end -}}

{{- /* The workload. One release in a namespace: names are the same as those of deploy/kubernetes. */ -}}
{{- define "payment-switch.workload" -}}
{{- if eq .Values.shape "cluster" }}payment-switch-cluster{{ else }}payment-switch{{ end }}
{{- end -}}

{{- /* The headless service, by which pods have names. */ -}}
{{- define "payment-switch.pods" -}}
{{- if eq .Values.shape "cluster" }}payment-switch-cluster{{ else }}payment-switch-pods{{ end }}
{{- end -}}

{{- define "payment-switch.image" -}}
{{- if .Values.image.registry }}{{ .Values.image.registry }}/{{ end }}payment-switch/{{ if eq .Values.shape "cluster" }}cluster{{ else }}server{{ end }}:{{ .Values.image.tag }}
{{- end -}}
