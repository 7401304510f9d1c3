import { plural } from '#shared/text/plural.ts'

export const graph = {
  howTo: (label: string): string =>
    `${label}. Arrow keys move between tasks, Enter opens one. The list view shows the same.`,
  map: 'Map of the plan',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit the plan',
  openGroups: 'Open all groups',
  closeGroups: 'Close all groups',
  openGroup: (title: string): string => `Open group ${title}`,
  closeGroup: (title: string): string => `Close group ${title}`,
  progressOf: (title: string): string => `Progress of ${title}`,
  changes: { added: 'New', removed: 'Gone', changed: 'Changed' },
  noAgent: 'no agent',
  hasGate: 'A person opens this gate',
  hasChecks: 'Its result is checked',
  tasksInside: (count: number): string => plural(count, 'task'),
}
