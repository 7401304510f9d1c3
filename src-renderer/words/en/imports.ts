import { plural } from '#shared/text/plural.ts'

export const imports = {
  dropThePlanToLookAt: 'Drop the plan to look at it',
  runIt: 'Run',
  openIt: 'Open',
  open: (title: string) => `Open ${title}`,
  everythingInTheFileWasUnderstood: 'Everything in the file was understood.',
  fileWith: (format: string, count: number) => `${format} file with ${plural(count, 'plan')}.`,
  loops: (count: number) =>
    `${plural(count, 'loop')} of tasks that wait for each other: it is kept, but cannot run.`,
  shape: ({ nodes, edges }: { nodes: number; edges: number }, roots: number, longestPath: number | null) =>
    [
      plural(nodes, 'task'),
      plural(edges, 'dependency', 'dependencies'),
      roots === 0 ? 'none can begin' : `${roots.toLocaleString('en')} can begin at once`,
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
  beforeIt: 'Before it runs',
  before: (title: string) => `Before ${title} runs`,
  imported: 'Imported',
  importPlan: 'Import a plan',
  done: 'Done',
  importing: 'Importing…',
  import: 'Import',
  isKept: (file: string) => `${file} is kept and nothing was run.`,
  notKeptYet: (file: string) => `${file}. Nothing is kept or run until you import it.`,
  run: (title: string) => `Run ${title}`,
}
