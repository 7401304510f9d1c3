import { plural } from '#shared/text/plural.ts'

export const imports = {
  dropThePlanToLookAt: 'Drop to preview the plan',
  runIt: 'Run',
  openIt: 'Open',
  open: (title: string) => `Open ${title}`,
  everythingInTheFileWasUnderstood: 'No problems in the file.',
  fileWith: (format: string, count: number) => `${format} file with ${plural(count, 'plan')}.`,
  loops: (count: number) =>
    `${plural(count, 'cycle')} of tasks that depend on each other. You can import the plan, but it cannot run.`,
  shape: ({ nodes, edges }: { nodes: number; edges: number }, roots: number, longestPath: number | null) =>
    [
      plural(nodes, 'task'),
      plural(edges, 'dependency', 'dependencies'),
      roots === 0 ? 'none can start' : `${roots.toLocaleString('en')} can start immediately`,
      ...(longestPath === null ? [] : [`longest chain ${longestPath}`]),
    ].join(' · '),
  noText: (file: string) => `${file} is not a text file. Save it as UTF-8.`,
  encodingGuessed: 'The file is not UTF-8 and was read as Windows-1252. Check accents and quotes.',
  warnings: (count: number) => plural(count, 'warning'),
  formats: {
    taskmaster: 'Task Master',
    switchyard: 'Switchyard',
    checklist: 'Checklist',
    beads: 'beads',
    backlog: 'Backlog.md',
    'github-actions': 'GitHub Actions',
    wfcommons: 'WfCommons',
    mermaid: 'Mermaid',
    dot: 'Graphviz',
    csv: 'CSV',
  },
  beforeIt: 'Before the run',
  before: (title: string) => `Before ${title} runs`,
  imported: 'Imported',
  importPlan: 'Import plan',
  done: 'Done',
  importing: 'Importing…',
  import: 'Import',
  isKept: (file: string) => `${file} is imported. Nothing has run.`,
  notKeptYet: (file: string) => `${file}. Nothing is saved or run until you import.`,
  run: (title: string) => `Run ${title}`,
}
