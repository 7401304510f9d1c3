import { words } from '../../../words/words.ts'

const titles = words.designer.outline.columns

export const columns = [
  { key: 'task', title: titles.task, width: 'minmax(220px, 3fr)' },
  { key: 'waits', title: titles.waits, width: 'minmax(120px, 1.6fr)' },
  { key: 'skills', title: titles.skills, width: 'minmax(120px, 1.6fr)' },
  { key: 'priority', title: titles.priority, width: '96px' },
  { key: 'due', title: titles.due, width: '132px' },
  { key: 'gate', title: titles.gate, width: '104px' },
  { key: 'cost', title: titles.cost, width: '96px' },
  { key: 'findings', title: titles.findings, width: '72px' },
] as const

export const gridTemplate = columns.map(({ width }) => width).join(' ')
export const minWidth = 960
