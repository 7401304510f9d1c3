/** The importable file types, for the open dialog and the packaged app's file associations. */
export const planFileTypes = [
  { extension: '.json', mime: 'application/json' },
  { extension: '.jsonl', mime: 'application/jsonl' },
  { extension: '.yml', mime: 'application/yaml' },
  { extension: '.yaml', mime: 'application/yaml' },
  { extension: '.md', mime: 'text/markdown' },
  { extension: '.mmd', mime: 'text/vnd.mermaid' },
  { extension: '.mermaid', mime: 'text/vnd.mermaid' },
  { extension: '.dot', mime: 'text/vnd.graphviz' },
  { extension: '.gv', mime: 'text/vnd.graphviz' },
  { extension: '.csv', mime: 'text/csv' },
  { extension: '.tsv', mime: 'text/tab-separated-values' },
] as const

/** Extensions with their dot, in the order of the dialog. */
export const planExtensions: readonly string[] = planFileTypes.map(({ extension }) => extension)
