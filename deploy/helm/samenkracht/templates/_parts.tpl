{{- define "samenkracht.labels" -}}
app.kubernetes.io/name: samenkracht
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
{{- define "samenkracht.selector" -}}
app.kubernetes.io/name: samenkracht
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- /* What holds for every pod: no rights, no disk to write on but a temporary one, no token of the cluster. */}}
{{- define "samenkracht.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  seccompProfile: {type: RuntimeDefault}
{{- with .Values.image.pullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- define "samenkracht.container" -}}
image: "{{ .Values.image.repository }}@{{ .Values.image.digest }}"
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
envFrom:
  - configMapRef: {name: {{ .Release.Name }}-settings}
  - secretRef: {name: {{ .Values.existingSecret }}}
{{- end }}
{{- define "samenkracht.temporary" -}}
- name: temporary
  emptyDir: {sizeLimit: 256Mi}
{{- end }}
{{- define "samenkracht.mount" -}}
- name: temporary
  mountPath: /tmp
{{- end }}
